//! Every operation of the API, by its description.

use api::app::description;
use reqwest::Method;
use serde_json::Value;

use super::{Answer, Client};

/// One operation.
pub struct Operation {
    /// In capitals.
    pub method: String,
    /// With its parameters in braces.
    pub path: String,
    /// What is said of it.
    pub body: Value,
}

impl Operation {
    /// Its name.
    pub fn id(&self) -> &str {
        self.body["operationId"].as_str().unwrap()
    }

    /// Whom it is for, as its description says.
    pub fn who(&self) -> &str {
        self.body["x-who"].as_str().unwrap_or_default()
    }

    /// The domain that it belongs to.
    pub fn tag(&self) -> &str {
        self.body["tags"][0].as_str().unwrap()
    }

    /// Whether an address is one of its.
    pub fn is_at(&self, address: &str) -> bool {
        let fits = |(wanted, part): (&str, &str)| wanted.starts_with('{') || wanted == part;
        self.path.split('/').count() == address.split('/').count()
            && self.path.split('/').zip(address.split('/')).all(fits)
    }

    /// The media type's description of the JSON that it takes.
    pub fn json_request(&self) -> Option<&Value> {
        self.body.pointer("/requestBody/content/application~1json")
    }

    /// The status with which it answers in nothing but JSON when it succeeds, and the media type's description.
    pub fn json_answer(&self) -> Option<(u16, &Value)> {
        let answers = self.body["responses"].as_object().unwrap().iter();
        let mut good = answers.filter(|(status, _)| status.starts_with('2'));
        good.find_map(|(status, answer)| {
            let content = answer["content"].as_object().filter(|content| content.len() == 1)?;
            Some((status.parse().unwrap(), content.get("application/json")?))
        })
    }

    /// Calls it with an address that is right and a broken body.
    pub async fn call_with_broken_body(&self, client: &Client) -> Answer {
        let method = Method::from_bytes(self.method.as_bytes()).unwrap();
        let request = client.request(method, &address(&self.path)).header("content-type", "application/json");
        request.body("{\"a\": ").send().await
    }
}

/// Every operation.
pub fn operations() -> Vec<Operation> {
    operations_of(&serde_json::to_value(description()).unwrap())
}

/// Every operation of a description.
pub fn operations_of(api: &Value) -> Vec<Operation> {
    let mut all = Vec::new();
    for (path, item) in api["paths"].as_object().unwrap() {
        for (method, body) in item.as_object().unwrap() {
            all.push(Operation { method: method.to_uppercase(), path: path.clone(), body: body.clone() });
        }
    }
    assert!(all.len() > 20, "the description has {} operations", all.len());
    all
}

/// Whether somebody without a token may call it.
pub fn is_public(operation: &Operation) -> bool {
    let security = operation.body["security"].as_array().unwrap();
    security.iter().any(|requirement| requirement.as_object().unwrap().is_empty())
}

/// The path with an id that is well-formed wherever one is wanted.
pub fn address(path: &str) -> String {
    let parts = path
        .split('/')
        .map(|part| if part.starts_with('{') { "01890a5d-ac96-774b-bcce-b302099a8057" } else { part });
    parts.collect::<Vec<_>>().join("/")
}
