//! Puts the recorded examples of the API's description into one text that the program carries.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

/// A folder for each tag, a file for each operation.
const EXAMPLES: &str = "../../openapi/examples";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={EXAMPLES}");
    let mut recorded = BTreeMap::new();
    for tag in fs::read_dir(EXAMPLES)? {
        for file in fs::read_dir(tag?.path())? {
            let file = file?.path();
            let operation = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            recorded.insert(operation, fs::read_to_string(&file)?);
        }
    }
    let operations: Vec<_> = recorded.iter().map(|(id, example)| format!("\"{id}\": {example}")).collect();
    let all = format!("{{{}}}", operations.join(","));
    fs::write(Path::new(&env::var("OUT_DIR")?).join("examples.json"), all)?;
    Ok(())
}
