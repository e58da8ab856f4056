//! Which saved values variables get.

use super::points_of;

/// Whether the saved iterator of one body is found again in the other.
#[track_caller]
fn check_iterators(before: &str, edits: &[(&str, bool)]) {
    let id = |body: &str| {
        let points = points_of(body);
        let found = points[0]
            .variables
            .iter()
            .find(|(name, _)| name == "items" || name == "it");
        found
            .unwrap_or_else(|| panic!("{body} saves no iterator"))
            .1
    };
    for (after, expected) in edits {
        assert_eq!(
            id(before) == id(after),
            *expected,
            "{before} edited to {after}"
        );
    }
}

#[test]
fn iterators_of_loops() {
    const START: &str = "let v = list(); let w = list();";
    let body = |source: &str| format!("{START} for x in {source} {{ yield_!(x); }} end(&v, &w);");
    let check = |before: &str, edits: &[(&str, bool)]| {
        let edits: Vec<_> = edits
            .iter()
            .map(|(after, expected)| (body(after), *expected))
            .collect();
        let edits: Vec<_> = edits
            .iter()
            .map(|(after, expected)| (after.as_str(), *expected))
            .collect();
        check_iterators(&body(before), &edits);
    };
    check(
        "v.iter()",
        &[
            ("w.iter()", true),
            ("v[1..].iter()", true),
            ("(v.iter())", true),
            ("v.iter().rev()", false),
            ("v.iter_mut()", false),
        ],
    );
    check(
        "v.iter().rev().skip(1)",
        &[
            ("v.iter().rev().skip(2)", true),
            ("v.iter().skip(1).rev()", false),
        ],
    );
    check(
        "v.chunks(2)",
        &[
            ("w.chunks(2)", true),
            ("v.chunks(3)", false),
            ("v.chunks_exact(2)", false),
        ],
    );
    check(
        "v.iter().zip(w.iter())",
        &[
            ("w.iter().zip(v.iter())", true),
            ("v.iter().zip(w.iter().rev())", false),
            ("v.iter().zip(&w)", false),
        ],
    );
    check(
        "v.iter().flat_map(|x| x.chars())",
        &[
            ("v.iter().flat_map(|y| y.chars())", true),
            ("v.iter().flat_map(|x| x.chars().rev())", false),
        ],
    );
    check(
        "v.iter().map(|x| x + 1)",
        &[
            ("v.iter().map(|x| x + 2)", true),
            ("v.iter().filter(|x| x > 1)", false),
        ],
    );
    check(
        "0..3",
        &[("1..4", true), ("0..=3", false), ("(0..3).rev()", false)],
    );
    check(
        "list()",
        &[("other()", true), ("list().into_iter().rev()", false)],
    );
    check(
        "list().into_iter()",
        &[
            ("other().into_iter()", true),
            ("list().into_iter().rev()", false),
        ],
    );
}

#[test]
fn iterators_in_variables() {
    let held = |made: &str| {
        format!(
            "let v = list(); let mut it = {made}; while let Some(x) = it.next() {{ yield_!(x); }} end(&v);"
        )
    };
    let gone_through = |made: &str| {
        format!("let v = list(); let it = {made}; for x in it {{ yield_!(x); }} end(&v);")
    };
    let adapted = |made: &str| {
        format!(
            "let v = list(); let made = {made}; for x in made.skip(1) {{ yield_!(x); }} end(&v);"
        )
    };
    let bodies: [&dyn Fn(&str) -> String; 3] = [&held, &gone_through, &adapted];
    for body in bodies {
        check_iterators(
            &body("v.iter()"),
            &[
                (&body("v.iter()"), true),
                (&body("v.iter().rev()"), false),
                (&body("(v.iter().rev())"), false),
            ],
        );
        check_iterators(
            &body("v.into_iter().rev()"),
            &[(&body("v.into_iter()"), false)],
        );
    }
}

#[test]
fn other_variables_are_known_by_their_names() {
    let ids = |made: &str| {
        let body = format!("let list = {made}; let n = 1; yield_!(1); end(list, n);");
        points_of(&body).remove(0).variables
    };
    assert_eq!(ids("made()"), ids("a.b().clone()"));
    assert_eq!(
        ids("made()")[0],
        ("list".to_owned(), crc32fast::hash(b"list") & 0x00FF_FFFF)
    );
    assert_ne!(ids("made()")[0].1, ids("made()")[1].1);
}

/// The ids at the last point.
fn last_ids(body: &str) -> Vec<u32> {
    let last = points_of(body).pop().expect("the body yields");
    last.variables.into_iter().map(|(_, id)| id).collect()
}

/// Whether what the body saves is all of what the edited one reads.
#[track_caller]
fn check_kept(before: &str, edits: &[(&str, bool)]) {
    let saved = last_ids(before);
    for (after, expected) in edits {
        let is_kept = last_ids(after).iter().all(|id| saved.contains(id));
        assert_eq!(is_kept, *expected, "{before} edited to {after}");
    }
}

#[test]
fn an_operand_is_not_taken_for_another() {
    check_kept(
        "f(a(), b(), yield_!(1));",
        &[
            ("log(1); g(a(), b(), yield_!(1));", true),
            ("f(b(), a(), yield_!(1));", false),
            ("f(a(), c(), yield_!(1));", false),
            ("f(a(), yield_!(1));", false),
        ],
    );
    check_kept(
        "f(a(), yield_!(1));",
        &[
            ("f(a(), yield_!(1)) + 1;", true),
            ("f(b(), yield_!(1));", true),
            ("let operand = a(); f(yield_!(1), operand);", false),
        ],
    );
    check_kept(
        "f(g(a(), yield_!(2)), g(b(), yield_!(2)), yield_!(1));",
        &[
            (
                "f(g(a(), yield_!(2)), g(b(), yield_!(2)), yield_!(1)); log(1);",
                true,
            ),
            (
                "f(g(b(), yield_!(2)), g(a(), yield_!(2)), yield_!(1));",
                false,
            ),
        ],
    );
    check_kept(
        "f(yield_!(1), if c { log(1); yield_!(2) } else { 0 }, yield_!(3));",
        &[
            (
                "f(yield_!(1), if c { log(2); yield_!(2) } else { 1 }, yield_!(3));",
                true,
            ),
            (
                "f(yield_!(1), if d { log(1); yield_!(2) } else { 0 }, yield_!(3));",
                false,
            ),
        ],
    );
}

/// What is left when a variable goes is not taken for another of its name.
#[test]
fn a_variable_is_not_taken_for_its_namesake() {
    let two = "let a = 1; { let a = 2; yield_!(1); log(a); } end(a);";
    check_kept(
        two,
        &[
            (
                "let a = 1; log(a); { let a = 2; yield_!(1); log(a); } end(a);",
                true,
            ),
            ("let a = 1; { yield_!(1); log(a); } end(a);", false),
            ("{ let a = 2; yield_!(1); log(a); } end();", false),
            (
                "let a = 0; { let a = 1; { let a = 2; yield_!(1); log(a); } end(a); } end(a);",
                false,
            ),
        ],
    );
    check_kept("{ let a = 2; yield_!(1); log(a); } end();", &[(two, false)]);
    // A value without a name keeps what it is known by when a variable that is called as it is shown goes.
    check_kept(
        "let items = list(); for i in 0..a() { yield_!(1); log(i); } end(items);",
        &[("for i in 0..a() { yield_!(1); log(i); }", true)],
    );
}

#[test]
fn a_loop_is_not_taken_for_the_one_around_it() {
    check_kept(
        "for i in 0..a() { for j in 0..b() { yield_!(1); log(i, j); } }",
        &[
            (
                "for i in 0..c() { log(i); for j in 0..b() { yield_!(1); log(i, j); } }",
                true,
            ),
            (
                "for j in 0..b() { for i in 0..a() { yield_!(1); log(i, j); } }",
                false,
            ),
        ],
    );
    check_kept(
        "for i in 0..a() { yield_!(1); log(i); }",
        &[("for _ in 0..a() { yield_!(1); }", true)],
    );
}
