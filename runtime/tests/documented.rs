//! Whether `docs/diagnostics.md` says of every error of a restore why it comes, and what to do.

use resumable::RestoreError;

/// One of each.
fn errors() -> Vec<RestoreError> {
    let definition = || "shop::order".to_owned();
    let location = || "`pay` (src/shop.rs:3:5)".to_owned();
    let variable = || "price".to_owned();
    vec![
        RestoreError::BadMagic,
        RestoreError::UnsupportedVersion { found: 9 },
        RestoreError::Truncated,
        RestoreError::Checksum,
        RestoreError::TrailingBytes { count: 3 },
        RestoreError::WrongDefinition {
            expected: definition(),
            found: "shop::sale".to_owned(),
        },
        RestoreError::UnknownLocation {
            definition: definition(),
            found: "0x12345678".to_owned(),
            known: vec![location()],
        },
        RestoreError::TooDeep {
            definition: definition(),
        },
        RestoreError::MissingVariable {
            definition: definition(),
            location: location(),
            variable: variable(),
        },
        RestoreError::TypeChanged {
            definition: definition(),
            location: location(),
            variable: variable(),
            expected: "u64".to_owned(),
            found: "u32".to_owned(),
        },
        RestoreError::Malformed {
            definition: definition(),
            location: location(),
            variable: variable(),
            message: "a tree of this kind does not decode its leaves".to_owned(),
        },
        RestoreError::UnknownDefinition {
            found: definition(),
            known: Vec::new(),
        },
        RestoreError::Sealed,
        RestoreError::NotSealed,
        RestoreError::BadSeal,
    ]
}

/// The messages in the rows, each as the texts around what it leaves out.
fn rows() -> Vec<Vec<&'static str>> {
    let page = include_str!("../../docs/diagnostics.md");
    let (_, section) = page
        .split_once("\n## When a snapshot is restored\n")
        .unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| "));
    let messages = rows.skip(1).map(|row| {
        let cells: Vec<_> = row.split(" | ").collect();
        assert_eq!(cells.len(), 3, "{row}");
        cells[0]
            .split(" … ")
            .map(|part| part.trim_matches('…'))
            .collect()
    });
    messages.collect()
}

fn says(message: &str, parts: &[&str]) -> bool {
    let mut rest = message;
    parts.iter().all(|part| match rest.split_once(part) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

#[test]
fn every_error_of_a_restore_has_a_row() {
    let (errors, rows) = (errors(), rows());
    for error in &errors {
        let message = error.to_string();
        let found: Vec<_> = rows.iter().filter(|row| says(&message, row)).collect();
        assert_eq!(found.len(), 1, "{message}: {found:?}");
    }
    assert_eq!(rows.len(), errors.len());
    // The list above is complete: each variant of the enum has its message in the source.
    let source = include_str!("../src/error.rs");
    let (_, source) = source.split_once("pub enum RestoreError {").unwrap();
    let (source, _) = source.split_once("\n}\n").unwrap();
    assert_eq!(source.matches("#[error(").count(), errors.len());
}
