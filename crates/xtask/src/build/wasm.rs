//! Rust to WebAssembly that a browser loads: compile, split, bind, strip.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

use super::areas::{self, Areas};
use super::{Mode, digest, tree};
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
    cargo.args(["build", "-p", "web", "--lib", "--target", TARGET]);
    let folder = match mode {
        Mode::Dev => "debug",
        Mode::Shipped => {
            cargo.args(["--profile", "web", "--features", "split"]);
            cargo.env("CARGO_ENCODED_RUSTFLAGS", shipped_flags()?.join("\u{1f}"));
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
            for file in tree::files(&stage)? {
                if file.extension().is_some_and(|ext| ext == "wasm") {
                    let whole = fs::read(&file)?;
                    let bare = without_custom_sections(&whole)
                        .with_context(|| format!("{} is not WebAssembly", file.display()))?;
                    fs::write(&file, bare)?;
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

/// A module without names, relocations and other notes for tools.
fn without_custom_sections(module: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 8;
    const CUSTOM: u8 = 0;
    let mut bare = module.get(..HEADER)?.to_vec();
    if !bare.starts_with(b"\0asm") {
        return None;
    }
    let mut rest = module.get(HEADER..)?;
    while let Some((kind, body)) = rest.split_first() {
        let (length, prefix) = leb128(body)?;
        let end = 1 + prefix + length;
        let section = rest.get(..end)?;
        if *kind != CUSTOM {
            bare.extend_from_slice(section);
        }
        rest = rest.get(end..)?;
    }
    Some(bare)
}

/// An unsigned LEB128 number and how many bytes it took.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0_usize;
    for (index, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, index + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &[u8] = b"\0asm\x01\0\0\0";

    #[test]
    fn numbers_of_several_bytes_are_read() {
        assert_eq!(leb128(&[0x05]), Some((5, 1)));
        assert_eq!(leb128(&[0xe5, 0x8e, 0x26, 0xff]), Some((624_485, 3)));
        assert_eq!(leb128(&[0x80]), None);
    }

    #[test]
    fn custom_sections_go_and_others_stay() {
        let code = [&[10_u8, 0x83, 0x00, 1, 2, 3][..], &[0, 2, 1, b'n'], &[11, 1, 9]].concat();
        let bare = without_custom_sections(&[HEADER, &code].concat()).unwrap();
        assert_eq!(bare, [HEADER, &[10, 0x83, 0x00, 1, 2, 3], &[11, 1, 9]].concat());
    }

    #[test]
    fn a_script_keeps_what_runs() {
        let script = "/**\n * For readers.\n */\nfunction f() {\n\n    return 2\n        * 3; /** why */\n}\n/** x */\n";
        assert_eq!(bare_script(script), "function f() {\nreturn 2\n* 3; /** why */\n}\n");
    }

    #[test]
    fn a_cut_module_is_refused() {
        assert_eq!(without_custom_sections(&[HEADER, &[10, 9, 1]].concat()), None);
        assert_eq!(without_custom_sections(b"<!doctype html>"), None);
    }
}
