//! Whether each test that `docs/workflows.md` names is where it says.

use std::{fs, path::Path};

#[test]
fn the_tests_that_the_chapter_names_are_there() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let chapter = fs::read_to_string(docs.join("workflows.md")).unwrap();
    let (_, promises) = chapter.split_once("| guarantee | tested by |").unwrap();
    let rows: Vec<_> = promises
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
    assert!(rows.len() > 10, "{rows:?}");
    for row in rows {
        let links: Vec<_> = row.split('[').skip(1).collect();
        assert!(!links.is_empty(), "{row}");
        for link in links {
            let (name, rest) = link.split_once("](").unwrap();
            let (file, _) = rest.split_once(')').unwrap();
            let tests = fs::read_to_string(docs.join(file)).unwrap_or_default();
            let test = format!("#[test]\nfn {name}()");
            assert!(tests.contains(&test), "{file} has no test {name}");
        }
    }
}
