//! What the description shows of an operation: a request and the answer to it, as the tests recorded them below
//! `openapi/examples/`.

use serde_json::{Map, Value};

/// By the ids of operations.
const RECORDED: &str = include_str!(concat!(env!("OUT_DIR"), "/examples.json"));

/// Gives each operation of a description the example that was recorded of it.
///
/// # Errors
/// When what was recorded is not JSON.
pub fn attach(api: &mut Value) -> serde_json::Result<()> {
    let recorded = serde_json::from_str(RECORDED)?;
    show(api, &recorded);
    Ok(())
}

fn show(api: &mut Value, recorded: &Map<String, Value>) {
    let paths = api.get_mut("paths").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut);
    for operation in paths.filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
        let id = operation.get("operationId").and_then(Value::as_str);
        let Some(example) = id.and_then(|id| recorded.get(id)) else { continue };
        let body = operation.pointer_mut("/requestBody/content/application~1json");
        put(body, example.get("request"));
        let answers = operation.get_mut("responses").and_then(Value::as_object_mut).into_iter().flatten();
        let mut good = answers.filter(|(status, _)| status.starts_with('2'));
        let body = good.find_map(|(_, answer)| answer.pointer_mut("/content/application~1json"));
        put(body, example.get("response"));
    }
}

fn put(body: Option<&mut Value>, example: Option<&Value>) {
    if let (Some(Value::Object(body)), Some(example)) = (body, example) {
        body.insert("example".to_owned(), example.clone());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_example_stands_at_the_body_and_at_the_first_good_answer_in_json() {
        let json = |schema: &str| json!({ "content": { "application/json": { "schema": schema } } });
        let mut api = json!({ "paths": { "/a": { "post": {
            "operationId": "make_a",
            "requestBody": json("in"),
            "responses": { "200": { "content": { "text/csv": {} } }, "201": json("out"), "404": json("lost") },
        } }, "/b": { "get": { "operationId": "get_b", "responses": { "200": json("b") } } } } });
        let recorded =
            json!({ "make_a": { "request": { "n": 1 }, "response": [2] }, "gone": { "response": 3 } });
        show(&mut api, recorded.as_object().unwrap());
        let operation = &api["paths"]["/a"]["post"];
        assert_eq!(operation["requestBody"]["content"]["application/json"]["example"], json!({ "n": 1 }));
        assert_eq!(operation["responses"]["201"]["content"]["application/json"]["example"], json!([2]));
        assert_eq!(api.to_string().matches("example").count(), 2);
    }
}
