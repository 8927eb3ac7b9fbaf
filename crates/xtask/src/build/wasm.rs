//! Rust to WebAssembly that a browser loads: compile, split, bind, strip.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

use super::areas::{self, Areas};
use super::{Mode, digest, slim, tree};
use crate::places;
use crate::shell;

const TARGET: &str = "wasm32-unknown-unknown";

/// What the split modules are loaded by.
const LOADER: &str = "__wasm_split.js";

/// Where the code went, as addresses.
#[derive(Default)]
pub struct Code {
    /// The module that loads and starts the app.
    pub script: String,
    /// The main WebAssembly module.
    pub wasm: String,
    /// What loads the areas, if they are split.
    pub loader: Option<String>,
    /// The files of each area beside the main module, those of the areas around it among them.
    pub areas: Areas,
}

/// Runs cargo and gives the linker's output.
pub fn compile(mode: Mode) -> Result<PathBuf> {
    let mut cargo = shell::cargo();
    cargo.args(["rustc", "-p", "web", "--lib", "--target", TARGET]);
    let folder = match mode {
        Mode::Dev => "debug",
        Mode::Shipped => {
            cargo.args(["--profile", "web", "--features", "split"]);
            cargo.env("CARGO_ENCODED_RUSTFLAGS", shipped_flags()?.join("\u{1f}"));
            // Panics say what went wrong, not in which line: the lines of all places that could panic are three
            // kilobytes of every first visit. Only the app's own crate is let use that switch.
            cargo.env("RUSTC_BOOTSTRAP", "web").args(["--", "-Zlocation-detail=none"]);
            "web"
        }
    };
    shell::run(&mut cargo)?;
    Ok(places::target().join(TARGET).join(folder).join("web.wasm"))
}

/// How the shipped code is compiled.
fn shipped_flags() -> Result<Vec<String>> {
    // Splitting moves functions between modules and needs to know who refers to whom. Components that do not carry
    // the types of all that they contain are less code, and code is what a first visit waits for.
    let mut flags = vec!["-Clink-args=--emit-relocs".to_owned(), "--cfg=erase_components".to_owned()];
    // Panics name their place: not the folders of whoever built it, and the same bytes for everybody.
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    if let Some(sources) = home.map(|home| home.join("registry/src"))
        && sources.is_dir()
    {
        for registry in fs::read_dir(&sources)? {
            flags.push(format!("--remap-path-prefix={}/=", registry?.path().display()));
        }
    }
    Ok(flags)
}

/// Makes of the linker's output a folder `assets/<hash>/`. One folder, for the modules import each other by
/// name.
pub fn link(mode: Mode, raw: &Path, dist: &Path) -> Result<Code> {
    let stage = dist.join("assets/stage");
    tree::empty(&stage)?;
    let mut files = Areas::new();
    match mode {
        Mode::Dev => {
            bind(Bindgen::new().input_path(raw), &stage)?;
        }
        Mode::Shipped => {
            let main = stage.join("main.wasm");
            let bytes = fs::read(raw).with_context(|| format!("could not read {}", raw.display()))?;
            let mut options = Options::new(&bytes);
            options.output_dir = &stage;
            options.main_out_path = &main;
            options.main_module = "./web.js";
            let split =
                transform(options).map_err(|error| anyhow!("could not split the web app: {error:#}"))?;
            let mut bindgen = Bindgen::new();
            bindgen.input_path(&main).keep_lld_exports(true).demangle(false);
            bindgen.remove_name_section(true).remove_producers_section(true);
            bind(&mut bindgen, &stage)?;
            fs::remove_file(&main)?;
            let script = stage.join("web.js");
            let text = fs::read_to_string(&script)?;
            let names = slim::short_names(&text);
            fs::write(&script, slim::renamed(&text, &names))?;
            for file in tree::files(&stage)? {
                if file.extension().is_some_and(|ext| ext == "wasm") {
                    let slim = slim::module(&fs::read(&file)?, &names);
                    fs::write(&file, slim.with_context(|| file.display().to_string())?)?;
                }
            }
            files = areas::pack(&stage, LOADER, &split.prefetch_map)?;
        }
    }
    let mut parts = digest::Parts::default();
    for file in tree::files(&stage)? {
        parts.add(&file.strip_prefix(&stage)?.to_string_lossy(), &fs::read(&file)?);
    }
    let name: String = parts.finish().chars().take(12).collect();
    fs::rename(&stage, dist.join("assets").join(&name))?;
    let address = |file: &str| format!("/assets/{name}/{file}");
    let areas =
        files.into_iter().map(|(area, files)| (area, files.iter().map(|file| address(file)).collect()));
    Ok(Code {
        script: address("web.js"),
        wasm: address("web_bg.wasm"),
        loader: (mode == Mode::Shipped).then(|| address(LOADER)),
        areas: areas.collect(),
    })
}

fn bind(bindgen: &mut Bindgen, stage: &Path) -> Result<()> {
    bindgen.web(true)?.typescript(false).omit_default_module_path(true).out_name("web").generate(stage)?;
    let script = stage.join("web.js");
    let mut text = bare_script(&fs::read_to_string(&script)?);
    text.push_str("__wbg_init({ module_or_path: new URL('web_bg.wasm', import.meta.url) });\n");
    fs::write(&script, text)?;
    Ok(())
}

/// A script without its comments for readers and its indentation.
fn bare_script(script: &str) -> String {
    let mut bare = String::with_capacity(script.len());
    let mut comment = false;
    for line in script.lines().map(str::trim) {
        comment |= line.starts_with("/**");
        if comment {
            comment = !line.ends_with("*/");
        } else if !line.is_empty() {
            bare.push_str(line);
            bare.push('\n');
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_keeps_what_runs() {
        let script = "/**\n * For readers.\n */\nfunction f() {\n\n    return 2\n        * 3; /** why */\n}\n/** x */\n";
        assert_eq!(bare_script(script), "function f() {\nreturn 2\n* 3; /** why */\n}\n");
    }
}
