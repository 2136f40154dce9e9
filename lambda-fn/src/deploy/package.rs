//! The package that a function is built from, as far as `cargo run` tells.

use std::path::{Component, Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

pub(crate) struct Package {
    /// Its folder as the template names it; unknown where cargo does not run the function.
    pub(crate) folder: Option<String>,
    /// The name of the binary.
    pub(crate) binary: Option<String>,
    /// The folder of the template, from which others are seen.
    pub(crate) base: PathBuf,
    /// The cargo that runs the function.
    pub(crate) cargo: Option<PathBuf>,
}

impl Package {
    /// As seen from the folder of the template.
    pub(crate) fn seen_from(folder: &Path) -> Self {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let binary = std::env::current_exe().ok();
        let binary = binary.as_deref().and_then(Path::file_stem).and_then(|name| name.to_str());
        Self {
            folder: manifest.as_deref().map(|manifest| relative(&absolute(manifest), &absolute(folder))),
            binary: binary.map(str::to_owned),
            base: folder.to_owned(),
            cargo: std::env::var_os("CARGO").map(PathBuf::from),
        }
    }

    /// Whether some folder that a template names is one of a package.
    pub(crate) fn is_package(&self, folder: &str) -> bool {
        self.base.join(folder).join("Cargo.toml").is_file()
    }

    /// Whether there was a package, as far as one can see: not where the folder is none of this machine.
    pub(crate) fn is_gone(&self, folder: &str) -> bool {
        let is_local = !folder.contains("://");
        is_local && !self.is_package(folder)
    }
}

impl Package {
    /// Whether a package surely has no such binary.
    pub(crate) fn lacks(&self, folder: &str, binary: &str) -> bool {
        self.binaries(folder).is_some_and(|binaries| binaries.iter().all(|name| name != binary))
    }

    /// As far as cargo says.
    fn binaries(&self, folder: &str) -> Option<Vec<String>> {
        let manifest = self.base.join(folder).join("Cargo.toml").canonicalize().ok()?;
        let mut metadata = Command::new(self.cargo.as_ref()?);
        metadata.args(["metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path"]);
        let output = metadata.arg(&manifest).output().ok().filter(|output| output.status.success())?;
        let workspace: Workspace = serde_json::from_slice(&output.stdout).ok()?;
        let package = workspace.packages.into_iter().find(|package| package.manifest_path == manifest)?;
        let binaries = package.targets.into_iter().filter(|target| target.kind.iter().any(|kind| kind == "bin"));
        Some(binaries.map(|target| target.name).collect())
    }
}

/// What `cargo metadata` says.
#[derive(Deserialize)]
struct Workspace {
    packages: Vec<Member>,
}

#[derive(Deserialize)]
struct Member {
    manifest_path: PathBuf,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

/// Whether two folders of a template are one, however they are written.
pub(crate) fn is_same_folder(one: &str, other: &str) -> bool {
    one == other || (!one.contains("://") && !other.contains("://") && parts(one) == parts(other))
}

/// Without `.`, and without what `..` takes back.
fn parts(folder: &str) -> Vec<Component<'_>> {
    let mut parts = Vec::new();
    for part in Path::new(folder).components() {
        match (part, parts.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts
}

fn absolute(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// `path` as from `folder`, with `/` between its parts.
fn relative(path: &Path, folder: &Path) -> String {
    let shared = path.components().zip(folder.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(shared).map(|_| "..".to_owned());
    let down = path.components().skip(shared).map(|part| match part {
        Component::Prefix(_) | Component::RootDir => String::new(),
        part => part.as_os_str().to_string_lossy().into_owned(),
    });
    let parts: Vec<_> = up.chain(down).collect();
    match parts.is_empty() {
        true => ".".to_owned(),
        false => parts.join("/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_seen_from_the_template_s() {
        let seen = |path: &str, folder: &str| relative(Path::new(path), Path::new(folder));
        assert_eq!(seen("/a/b", "/a/b"), ".");
        assert_eq!(seen("/a/b/c", "/a"), "b/c");
        assert_eq!(seen("/a/b", "/a/c/d"), "../../b");
    }

    #[test]
    fn a_folder_is_the_same_in_other_words() {
        for (one, other) in [("./", "."), (".", ""), ("./a/", "a"), ("a/../b", "b"), ("../a/.", "../a")] {
            assert!(is_same_folder(one, other), "{one} {other}");
        }
        for (one, other) in [("a", "b"), ("..", "."), ("../a", "a"), ("/a", "a"), ("s3://a/./b", "s3://a/b")] {
            assert!(!is_same_folder(one, other), "{one} {other}");
        }
    }
}
