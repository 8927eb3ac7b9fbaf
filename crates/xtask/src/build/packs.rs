//! The split code as few files: each page fetches its area in a handful of requests instead of a hundred.
//!
//! Splitting gives one module for each set of areas that share some code, most of them tiny. Modules that nearly the
//! same pages need are put one after the other into one file, a pack: it compresses as a whole, and a module costs no
//! request of its own. The loader takes each module out of its pack by offset.
//!
//! An area called `a_b` is only shown inside the area `a`, so that what `a` needs is there already.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// What a request weighs beside its content: headers, and the wait.
const REQUEST: f64 = 4000.0;
/// How much of a module is left when it is compressed.
const COMPRESSED: f64 = 0.25;

/// The areas and the files that each of them needs, in the order of their names.
pub type Areas = BTreeMap<String, BTreeSet<String>>;

/// Some modules, and the areas that need at least one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    modules: BTreeSet<String>,
    areas: BTreeSet<String>,
    bytes: usize,
}

impl Group {
    fn joined(&self, other: &Self) -> Self {
        Self {
            modules: self.modules.union(&other.modules).cloned().collect(),
            areas: self.areas.union(&other.areas).cloned().collect(),
            bytes: self.bytes + other.bytes,
        }
    }

    /// What all areas together wait for.
    fn cost(&self) -> f64 {
        let count = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
        (count(self.bytes) * COMPRESSED + REQUEST) * count(self.areas.len())
    }
}

/// Puts the modules of a folder into packs, has the loader take them from there, and says which files each area needs.
pub fn pack(folder: &Path, loader: &str, needs: &HashMap<String, Vec<String>>) -> Result<Areas> {
    let file = folder.join(loader);
    let mut script = fs::read_to_string(&file)?;
    let mut areas = Areas::new();
    for (index, group) in groups(&single(folder, needs)?).into_iter().enumerate() {
        let name = if group.modules.len() == 1 {
            group.modules.iter().map(|module| format!("{module}.wasm")).collect()
        } else {
            let name = format!("pack_{index}.bin");
            let mut pack = Vec::new();
            for module in &group.modules {
                let path = folder.join(format!("{module}.wasm"));
                let from = pack.len();
                pack.extend(fs::read(&path)?);
                let fetch = format!("fetch(new URL(\"./{module}.wasm\", import.meta.url))");
                if script.matches(&fetch).count() != 1 {
                    bail!("the loader {loader} does not fetch {module}.wasm in the way that is known");
                }
                script = script.replace(&fetch, &format!("part(\"{name}\", {from}, {})", pack.len()));
                fs::remove_file(path)?;
            }
            fs::write(folder.join(&name), pack)?;
            name
        };
        for area in group.areas {
            areas.entry(area).or_default().insert(name.clone());
        }
    }
    fs::write(file, format!("{}{PART}", shortened(&script)))?;
    Ok(areas)
}

/// The same loader with what it says of every module said once.
fn shortened(script: &str) -> String {
    const BEFORE: &str = "makeLoad(() => {\n    const src = ";
    const AFTER: &str = ";\n    src.catch(() => {});\n    return async (imports) => \
                         (WebAssembly.instantiateStreaming(src, imports));\n}\n, ";
    let lines = script.lines().filter(|line| {
        let line = line.trim_start();
        !(line.starts_with("//") || line.starts_with("/*") && line.ends_with("*/"))
    });
    let script: String = lines.flat_map(|line| [line, "\n"]).collect();
    script.replace(BEFORE, "module(() => ").replace(AFTER, ", ").replace("__chunk_", "c")
}

/// How the loader takes a module out of a pack. A pack that did not arrive is fetched again by the next try.
const PART: &str = r#"
function module(get, deps) {
    return makeLoad(() => {
        const source = get();
        source.catch(() => {});
        return async (imports) => WebAssembly.instantiateStreaming(source, imports);
    }, deps);
}
const packs = {};
function pack(name) {
    packs[name] ??= fetch(new URL(name, import.meta.url)).then((answer) => {
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
        return answer.arrayBuffer();
    });
    packs[name].catch(() => delete packs[name]);
    return packs[name];
}
async function part(name, from, to) {
    const bytes = (await pack(name)).slice(from, to);
    return new Response(bytes, { headers: { "content-type": "application/wasm" } });
}
"#;

/// Each module with the areas that need it, those that are there already left out.
fn single(folder: &Path, needs: &HashMap<String, Vec<String>>) -> Result<Vec<Group>> {
    let mut modules: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (area, files) in needs {
        for module in files {
            modules.entry(module).or_default().insert(area.clone());
        }
    }
    let mut found = Vec::new();
    for (module, users) in modules {
        let outer = |area: &String| users.iter().any(|user| area.starts_with(&format!("{user}_")));
        let path = folder.join(format!("{module}.wasm"));
        let bytes = fs::metadata(&path).with_context(|| format!("{} is missing", path.display()))?.len();
        found.push(Group {
            modules: BTreeSet::from([module.to_owned()]),
            areas: users.iter().filter(|area| !outer(area)).cloned().collect(),
            bytes: usize::try_from(bytes)?,
        });
    }
    Ok(found)
}

/// Joins groups as long as the areas together wait for less.
fn groups(single: &[Group]) -> Vec<Group> {
    let mut groups = single.to_vec();
    while let Some((one, other)) = best_pair(&groups) {
        let gone = groups.swap_remove(other);
        if let Some(kept) = groups.get_mut(one) {
            *kept = kept.joined(&gone);
        }
    }
    groups
}

/// The two groups whose joining saves most, the first before the second; none when it would cost.
fn best_pair(groups: &[Group]) -> Option<(usize, usize)> {
    let mut best = None;
    let mut most = 0.0;
    for (other, second) in groups.iter().enumerate() {
        for (one, first) in groups.iter().enumerate().take(other) {
            let saved = first.cost() + second.cost() - first.joined(second).cost();
            if saved > most {
                (best, most) = (Some((one, other)), saved);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(module: &str, areas: &[&str], bytes: usize) -> Group {
        let areas = areas.iter().map(|area| (*area).to_owned()).collect();
        Group { modules: BTreeSet::from([module.to_owned()]), areas, bytes }
    }

    #[test]
    fn what_the_same_areas_need_is_joined_and_a_large_burden_is_not_shared() {
        let found = groups(&[
            group("tiny", &["a", "b"], 500),
            group("shared", &["a", "b"], 80_000),
            group("a", &["a"], 90_000),
            group("b", &["b"], 120_000),
            group("crumb", &["a", "b", "c"], 100),
        ]);
        let together = |one: &str, other: &str| {
            found.iter().any(|group| group.modules.contains(one) && group.modules.contains(other))
        };
        assert!(together("tiny", "shared") && !together("a", "b") && !together("shared", "a"), "{found:?}");
        assert_eq!(found.iter().map(|group| group.modules.len()).sum::<usize>(), 5);
    }

    #[test]
    fn modules_are_found_again_where_the_loader_looks() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let fetch = |module: &str| format!("x(fetch(new URL(\"./{module}.wasm\", import.meta.url)));\n");
        fs::write(at("loader.js"), ["one", "two", "admin", "admin_x"].map(fetch).concat()).unwrap();
        for (module, bytes) in [("one", 300), ("two", 400), ("admin", 500_000), ("admin_x", 600_000)] {
            fs::write(at(&format!("{module}.wasm")), vec![b'w'; bytes]).unwrap();
        }
        let needs = HashMap::from([
            ("admin".to_owned(), vec!["one".to_owned(), "two".to_owned(), "admin".to_owned()]),
            ("admin_x".to_owned(), vec!["one".to_owned(), "two".to_owned(), "admin_x".to_owned()]),
        ]);
        let areas = pack(folder.path(), "loader.js", &needs).unwrap();
        // What the frame needs is never asked for again by a page inside it.
        assert_eq!(areas["admin_x"], BTreeSet::from(["admin_x.wasm".to_owned()]));
        let script = fs::read_to_string(at("loader.js")).unwrap();
        let pack = areas["admin"].iter().find(|name| name.ends_with(".bin")).unwrap();
        assert!(script.contains(&format!("part(\"{pack}\", ")), "{script}");
        assert!(script.contains("fetch(new URL(\"./admin_x.wasm\", import.meta.url))"));
        assert!(at(pack).is_file() && !at("one.wasm").exists() && at("admin_x.wasm").is_file());
    }

    #[test]
    fn a_loader_is_shortened_without_losing_a_module() {
        let long = "/* a, b */\nconst __chunk_5 = makeLoad(() => {\n    const src = part(\"pack_1.bin\", 0, 9);\n    \
                    src.catch(() => {});\n    return async (imports) => (WebAssembly.instantiateStreaming(src, \
                    imports));\n}\n, []);\n    // why\nexport const x = wrapAsyncCb(y([__chunk_5]));\n";
        let short = "const c5 = module(() => part(\"pack_1.bin\", 0, 9), []);\nexport const x = wrapAsyncCb(y([c5]));\n";
        assert_eq!(shortened(long), short);
    }

    #[test]
    fn an_unknown_loader_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("loader.js"), "import('./one.wasm')").unwrap();
        for module in ["one", "two"] {
            fs::write(folder.path().join(format!("{module}.wasm")), "w").unwrap();
        }
        let needs = HashMap::from([("a".to_owned(), vec!["one".to_owned(), "two".to_owned()])]);
        let error = pack(folder.path(), "loader.js", &needs).unwrap_err().to_string();
        assert!(error.contains("one.wasm"), "{error}");
    }
}
