//! Whether `docs/changing-code.md` says of each edit what its row here says.

use std::{collections::BTreeSet, fs, path::Path};

/// The errors that a call can be refused with, and how a row writes them.
const REFUSALS: [(&str, &str); 5] = [
    ("TypeChanged", "type_changed("),
    ("MissingVariable", "missing("),
    ("UnknownLocation", "unknown("),
    ("WrongDefinition", "wrong("),
    ("Malformed", "malformed("),
];

const ROWS: &str = concat!(
    include_str!("calls.rs"),
    include_str!("loops.rs"),
    include_str!("points.rs"),
    include_str!("types.rs"),
    include_str!("variables.rs"),
);

/// The program after the edit, and the errors in the row.
fn row(name: &str) -> Option<(&str, BTreeSet<&str>)> {
    let (_, row) = ROWS.split_once(&format!("\n    {name}: "))?;
    let (row, _) = row.split_once("\n    }")?;
    let after = row.split('"').nth(3)?;
    let refusals = REFUSALS.iter().filter(|(_, written)| row.contains(written));
    Some((after, refusals.map(|(error, _)| *error).collect()))
}

/// The texts and targets of links.
fn links(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('[').skip(1).filter_map(|link| {
        let (name, rest) = link.split_once("](")?;
        Some((name, rest.split_once(')')?.0))
    })
}

#[test]
fn the_chapter_says_what_is_tested() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let chapter = fs::read_to_string(docs.join("changing-code.md")).unwrap();
    let mut tested = 0;
    for line in chapter
        .lines()
        .filter(|line| line.contains("/programs/") && line.starts_with("| "))
    {
        let cells: Vec<_> = line.trim_matches('|').split(" | ").collect();
        let [_, outcome, tests] = cells[..] else {
            panic!("not three cells: {line}");
        };
        let said: BTreeSet<_> = REFUSALS
            .iter()
            .map(|(error, _)| *error)
            .filter(|error| outcome.contains(error))
            .collect();
        assert!(
            !said.is_empty() || outcome.trim().starts_with("goes on"),
            "{line}"
        );
        for (name, program) in links(tests) {
            let (after, refusals) = row(name).unwrap_or_else(|| panic!("there is no row {name}"));
            assert_eq!(refusals, said, "{name} does not do what is said of it");
            let folders = program.trim_start_matches("../edits/programs/");
            assert_eq!(
                folders.trim_end_matches(".rs").replace('/', "_"),
                after,
                "{name}"
            );
            tested += 1;
        }
    }
    assert!(tested > 50, "the table has {tested} links");
    for (name, target) in links(&chapter) {
        let file = target.split('#').next().unwrap_or_default();
        assert!(docs.join(file).exists(), "{name} leads to {file}");
    }
}
