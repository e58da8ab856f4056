//! Directories: what is in them, in which order, and what the manifest leaves out.

use std::{
    ffi::{OsStr, OsString},
    fs, io,
    path::{Path, PathBuf},
    vec,
};

use serde::{Deserialize, Serialize};

use crate::checksum;

/// What became of one file, or of a directory that could not be listed.
pub(crate) struct Report {
    pub(crate) path: PathBuf,
    /// The SHA-256 in hexadecimal, or what went wrong.
    pub(crate) outcome: Result<String, String>,
}

impl Report {
    /// The path for messages.
    #[allow(
        clippy::unnecessary_debug_formatting,
        reason = "a name may hold newlines, or no text"
    )]
    pub(crate) fn name(&self) -> String {
        format!("{:?}", self.path)
    }
}

/// Where in the tree, and what to leave out there.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Place {
    #[serde(with = "native_path")]
    path: PathBuf,
    /// The manifest's own path in the terms of the walk; empty if it lies elsewhere.
    #[serde(with = "native_path")]
    output: PathBuf,
    all: bool,
}

/// What the program itself puts beside the manifest, as suffixes of its name.
const OWN_FILES: [&[u8]; 6] = [b"", b".new", b".db", b".db-wal", b".db-shm", b".db-journal"];

impl Place {
    /// The top of a tree. The manifest is written to `output` below it, if it is below it at all.
    pub(crate) fn top(directory: &Path, output: Option<&Path>, all: bool) -> Self {
        // One spelling for one place: no doubled or trailing separators.
        let path: PathBuf = directory.components().collect();
        let output = output.map(|below| path.join(below)).unwrap_or_default();
        Place { path, output, all }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn enter(&mut self, name: &OsStr) {
        self.path.push(name);
    }

    pub(crate) fn leave(&mut self) {
        self.path.pop();
    }

    /// Reads and hashes a file here.
    pub(crate) fn hash(&self, name: &OsStr) -> Report {
        let path = self.path.join(name);
        let outcome = checksum::sha256(&path).map_err(|problem| problem.to_string());
        Report { path, outcome }
    }

    pub(crate) fn unlisted(&self, problem: &io::Error) -> Report {
        Report {
            path: self.path.clone(),
            outcome: Err(problem.to_string()),
        }
    }

    /// How many reports a walk from here will give: the walk without its work.
    pub(crate) fn count(&self) -> u64 {
        let count = |entry| match entry {
            Entry::Directory(name) => Place {
                path: self.path.join(name),
                ..self.clone()
            }
            .count(),
            Entry::File(_) | Entry::Unlisted(_) => 1,
        };
        self.list()
            .map_or(1, |list| list.into_iter().map(count).sum())
    }

    /// The files and directories here that the manifest covers, in order.
    fn list(&self) -> io::Result<Vec<Entry>> {
        let mut list = Vec::new();
        for found in fs::read_dir(&self.path)? {
            let found = found?;
            let name = found.file_name();
            let entry = match found.file_type() {
                Ok(kind) if kind.is_dir() => Entry::Directory(name),
                Ok(kind) if !kind.is_file() => continue,
                // What the file system cannot tell the kind of is taken for a file; reading it will show.
                Ok(_) | Err(_) => Entry::File(name),
            };
            if self.covers(&entry) {
                list.push(entry);
            }
        }
        list.sort_by(|a, b| a.key().cmp(b.key()));
        Ok(list)
    }

    fn covers(&self, entry: &Entry) -> bool {
        let (name, is_target) = match entry {
            Entry::Directory(name) => (name, name == "target"),
            Entry::File(name) => (name, false),
            Entry::Unlisted(_) => return true,
        };
        let is_hidden = name.as_encoded_bytes().starts_with(b".");
        (self.all || !is_hidden && !is_target) && !self.is_own_file(name)
    }

    fn is_own_file(&self, name: &OsStr) -> bool {
        let path = self.path.join(name);
        let output = self.output.as_os_str().as_encoded_bytes();
        let suffix = path.as_os_str().as_encoded_bytes().strip_prefix(output);
        !output.is_empty() && suffix.is_some_and(|suffix| OWN_FILES.contains(&suffix))
    }
}

/// One step through a directory.
pub(crate) enum Entry {
    Directory(OsString),
    File(OsString),
    /// The directory itself could not be listed.
    Unlisted(io::Error),
}

impl Entry {
    /// Directories sort as if their names ended in `/`, which puts the whole manifest in the byte order of its paths.
    fn key(&self) -> impl Iterator<Item = u8> + '_ {
        let (name, end) = match self {
            Entry::Directory(name) => (name.as_os_str(), Some(b'/')),
            Entry::File(name) => (name.as_os_str(), None),
            Entry::Unlisted(_) => (OsStr::new(""), None),
        };
        name.as_encoded_bytes().iter().copied().chain(end)
    }
}

/// The entries of a directory, one after the other.
///
/// The listing stays in memory while the process lives, and only the place in it is saved: the next process lists the
/// directory again and goes on behind the entry reached. So a directory of a million files takes one name in a
/// snapshot, and files that come or go in between neither repeat an entry nor skip one.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Entries {
    reached: Reached,
    #[serde(skip)]
    rest: Option<vec::IntoIter<Entry>>,
}

#[derive(Default, Serialize, Deserialize)]
enum Reached {
    #[default]
    Nothing,
    /// The entry with this key.
    Key(Vec<u8>),
    End,
}

impl Entries {
    /// The next entry of the directory at `place`, which must be the same each time.
    pub(crate) fn next(&mut self, place: &Place) -> Option<Entry> {
        let next = match self.reached {
            Reached::End => None,
            _ => self
                .rest
                .get_or_insert_with(|| rest(place, &self.reached))
                .next(),
        };
        self.reached = match &next {
            Some(Entry::Unlisted(_)) | None => Reached::End,
            Some(entry) => Reached::Key(entry.key().collect()),
        };
        next
    }
}

fn rest(place: &Place, reached: &Reached) -> vec::IntoIter<Entry> {
    let mut list = match place.list() {
        Ok(list) => list,
        Err(problem) => vec![Entry::Unlisted(problem)],
    };
    if let Reached::Key(key) = reached {
        list.retain(|entry| {
            matches!(entry, Entry::Unlisted(_)) || entry.key().gt(key.iter().copied())
        });
    }
    list.into_iter()
}

/// Any path as serde data. Serde's own form of a path is text, and a file's name need not be.
mod native_path {
    use std::{
        ffi::OsString,
        path::{Path, PathBuf},
    };

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
        path.as_os_str().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<PathBuf, D::Error> {
        OsString::deserialize(deserializer).map(PathBuf::from)
    }
}
