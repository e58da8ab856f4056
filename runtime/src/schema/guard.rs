//! The test that fails when an edit would strand saved calls.

use std::{env, eprintln, fs, io, path::Path, string::String};

use thiserror::Error;

use super::{Schema, schema};
use crate::Definition;

/// Why a schema could not be read.
#[derive(Debug, Error)]
#[error("this is no schema of a resumable coroutine: {0}")]
pub struct SchemaError(#[from] serde_json::Error);

impl Schema {
    /// The schema as JSON, in lines.
    ///
    /// # Panics
    /// Never: a schema has nothing that JSON cannot hold.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("a schema is plain data");
        json.push('\n');
        json
    }

    /// The schema that [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    /// If it is not one.
    pub fn from_json(json: &str) -> Result<Self, SchemaError> {
        Ok(serde_json::from_str(json)?)
    }
}

/// Fails the test it stands in if the function has been edited so that calls saved before could not be restored.
///
/// The path is relative to the package's root. At the first run the schema is written there: commit the
/// file. Later runs compare. An edit that strands nothing passes, and what it adds is written to the file. Of one that
/// does, the message names the point, the variable and what to do. If you know that no calls of earlier
/// versions wait any more, run the test once with `RESUMABLE_SCHEMA=overwrite`.
///
/// ```
/// # use resumable::resumable;
/// #[resumable(yield = u32)]
/// fn counter(n: u32) {
///     for i in 0..n {
///         yield_!('tick: i);
///     }
/// }
///
/// # let directory = tempfile::tempdir().unwrap();
/// # let path = directory.path().join("counter.json");
/// # let path = path.to_str().unwrap();
/// // in a `#[test]`: resumable::assert_compatible!(counter, "schemas/counter.json");
/// resumable::assert_compatible!(counter, path);
/// ```
///
/// # Panics
/// If calls would be stranded, or the file can be neither read nor written.
#[macro_export]
macro_rules! assert_compatible {
    ($definition:ty, $path:expr $(,)?) => {
        $crate::__private::v1::assert_compatible::<$definition>(
            ::core::env!("CARGO_MANIFEST_DIR"),
            $path,
        )
    };
}

/// What [`assert_compatible!`](crate::assert_compatible) does.
///
/// # Panics
/// If calls would be stranded, or the file can be neither read nor written.
#[track_caller]
pub fn assert_compatible<D: Definition>(package: &str, path: &str) {
    if let Err(message) = check(&schema::<D>(), &Path::new(package).join(path)) {
        panic!("{message}");
    }
}

fn check(new: &Schema, path: &Path) -> Result<(), String> {
    let shown = path.display();
    let overwrite = env::var_os("RESUMABLE_SCHEMA").is_some_and(|value| value == "overwrite");
    let old = match fs::read_to_string(path) {
        Ok(_) if overwrite => None,
        Ok(text) => {
            Some(Schema::from_json(&text).map_err(|error| std::format!("{shown}: {error}"))?)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(std::format!("{shown} cannot be read: {error}")),
    };
    let Some(old) = old else {
        eprintln!(
            "wrote the schema of `{}` to {shown}; commit it",
            new.coroutine
        );
        return write(new, path);
    };
    let stranded = new.strands(&old);
    if !stranded.is_empty() {
        let lines = stranded.iter().map(|stranded| std::format!("- {stranded}"));
        let list = lines.collect::<std::vec::Vec<_>>().join("\n");
        return Err(std::format!(
            "saved calls of `{}` could not be restored any more:\n{list}\n(compared with {shown}; if no such calls wait anywhere, \
             run this test once with RESUMABLE_SCHEMA=overwrite)",
            old.coroutine
        ));
    }
    let merged = new.clone().with_earlier(&old);
    if merged.is_same(&old) {
        return Ok(());
    }
    eprintln!(
        "the schema of `{}` has grown: wrote {shown}; commit it",
        new.coroutine
    );
    write(&merged, path)
}

fn write(schema: &Schema, path: &Path) -> Result<(), String> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    let written = made.and_then(|()| fs::write(path, schema.to_json()));
    written.map_err(|error| std::format!("{} cannot be written: {error}", path.display()))
}
