//! Which points and variables are found again when a function has been edited.

use crate::errors::Errors;
use crate::identity::{identities, variables};
use crate::lowered;
use crate::plan::Plan;
use crate::routine::Routine;

/// A point as a snapshot knows it.
struct Known {
    text: String,
    id: u32,
    /// Names and ids.
    variables: Vec<(String, u32)>,
}

fn points(body: &str) -> Vec<Known> {
    let source = format!("fn f() {{ {body} }}");
    let function = syn::parse_str(&source).expect(&source);
    let errors = Errors::new();
    let routine = Routine::new(function, None, &errors);
    let lowered = lowered(&routine, &errors);
    let plan = Plan::new(&lowered);
    plan.check(&errors);
    let found = errors.finish();
    assert!(found.is_empty(), "{body} is refused: {found}");
    let points = identities(&plan.body.points, &routine.body);
    let points = points.into_iter().enumerate().map(|(index, point)| {
        let saved = variables(&plan, index + 1).into_iter();
        Known {
            text: point.text,
            id: point.id,
            variables: saved.map(|saved| (saved.name, saved.id)).collect(),
        }
    });
    points.collect()
}

/// Where each point of the body before is found in the body after, by its id and by its text.
fn found_again(before: &str, after: &str) -> Vec<Option<usize>> {
    let after_edit = points(after);
    let find = |point: Known| {
        let by_id = after_edit.iter().position(|other| other.id == point.id);
        let by_text = after_edit.iter().position(|other| other.text == point.text);
        assert_eq!(by_id, by_text, "`{}` of {before} in {after}", point.text);
        by_id
    };
    points(before).into_iter().map(find).collect()
}

#[track_caller]
fn check(before: &str, edits: &[(&str, &[Option<usize>])]) {
    for (after, expected) in edits {
        assert_eq!(
            found_again(before, after),
            *expected,
            "{before} edited to {after}"
        );
    }
}

#[test]
fn a_yield_of_its_own_text_is_found_wherever_it_stands() {
    check(
        "if ready() { yield_!(1); } child(2).await; yield_!('named: 3);",
        &[
            (
                "yield_!('named: 4); loop { child(2).await; yield_!( 1 ); }",
                &[Some(2), Some(1), Some(0)],
            ),
            (
                "yield_!(2); child(3).await; yield_!('other: 3); yield_!(3);",
                &[None, None, None],
            ),
            // The text of a label is not that of a yield.
            ("yield_!('named: 1);", &[None, None, Some(0)]),
        ],
    );
}

#[test]
fn alike_yields_in_statements() {
    check(
        "let a = yield_!(q); log(1); let b = yield_!(q); use_both(a, b);",
        &[
            (
                "let a = yield_!(q); let b = yield_!(q); use_both(b, a); log(2);",
                &[Some(0), Some(1)],
            ),
            (
                "let  a=yield_!( q ); if c { yield_!(other) } #[default(1)] let b = yield_!(q);",
                &[Some(0), Some(2)],
            ),
            (
                "let b = yield_!(q); let a = yield_!(q); use_both(a, b);",
                &[None, None],
            ),
            (
                "let b = yield_!(q); log(1); let c = yield_!(q);",
                &[None, None],
            ),
            (
                "let a = yield_!(q); let b = yield_!(q); let c = yield_!(q);",
                &[None, None],
            ),
            ("let a = yield_!(q); log(1);", &[None, None]),
            (
                "let a = yield_!(q) + 1; let b = yield_!(q);",
                &[None, Some(1)],
            ),
            ("let a = yield_!(q); yield_!('second: q);", &[None, None]),
        ],
    );
}

#[test]
fn alike_yields_in_blocks() {
    check(
        "'all: for x in 0..n { if x > 1 { log(1); yield_!(q); } else { yield_!(q); } }",
        &[
            (
                "'all: for x in 0..n { log(x); if x > 1 { yield_!(q); } else { log(2); yield_!(q); } } log(3);",
                &[Some(0), Some(1)],
            ),
            (
                "'all: for x in 0..n { if x > 2 { yield_!(q); } else { yield_!(q); } }",
                &[None, None],
            ),
            (
                "for x in 0..n { if x > 1 { yield_!(q); } else { yield_!(q); } }",
                &[None, None],
            ),
            (
                "'all: for x in 0..m { if x > 1 { yield_!(q); } else { yield_!(q); } }",
                &[None, None],
            ),
            (
                "'all: for x in 0..n { if x > 1 { yield_!(q); } yield_!(q); }",
                &[Some(0), None],
            ),
            (
                "'all: for x in 0..n { if x > 1 { yield_!(q); } else { x += yield_!(q); } }",
                &[Some(0), None],
            ),
        ],
    );
    check(
        "while x < 2 { yield_!(q); } loop { yield_!(q); }",
        &[
            (
                "while x < 2 { yield_!(q); x += 1; } loop { yield_!(q); break; }",
                &[Some(0), Some(1)],
            ),
            (
                "while x < 3 { yield_!(q); } loop { yield_!(q); }",
                &[None, Some(1)],
            ),
            (
                "loop { yield_!(q); } while x < 2 { yield_!(q); }",
                &[None, None],
            ),
            (
                "'a: while x < 2 { yield_!(q); } 'b: loop { yield_!(q); }",
                &[None, None],
            ),
        ],
    );
}

#[test]
fn alike_yields_in_arms() {
    check(
        "match x { A(n) if n > 1 => yield_!(q), B => { log(1); yield_!(q) } _ => log(2) }",
        &[
            (
                "match x { A(n) if n > 1 => yield_!(q), C => log(3), B => { yield_!(q) } _ => {} }",
                &[Some(0), Some(1)],
            ),
            (
                "match x { B => yield_!(q), A(n) if n > 1 => yield_!(q), _ => {} }",
                &[None, None],
            ),
            (
                "match x { A(n) if n > 2 => yield_!(q), B => { yield_!(q) } _ => {} }",
                &[None, Some(1)],
            ),
            (
                "match y { A(n) if n > 1 => yield_!(q), B => { yield_!(q) } _ => {} }",
                &[None, None],
            ),
        ],
    );
    check(
        "let Some(a) = x else { yield_!(q); return }; let Some(b) = y else { yield_!(q); return };",
        &[
            (
                "let Some(a) = x else { log(1); yield_!(q); return }; log(2); let Some(b) = y else { yield_!(q); return };",
                &[Some(0), Some(1)],
            ),
            (
                "let Some(b) = y else { yield_!(q); return }; let Some(a) = x else { yield_!(q); return };",
                &[None, None],
            ),
        ],
    );
}

#[test]
fn alike_yields_in_expressions() {
    check(
        "if yield_!(q) > 1 { log(1) } else if yield_!(q) > 1 { log(2) }",
        &[
            (
                "if yield_!(q) > 1 { log(3) } else if yield_!(q) > 1 { log(4); log(5) }",
                &[Some(0), Some(1)],
            ),
            (
                "if yield_!(q) > 2 { log(1) } else if yield_!(q) > 1 { log(2) }",
                &[None, None],
            ),
        ],
    );
    check(
        "println!(\"{} {}\", yield_!(q), a.b(yield_!(q)));",
        &[
            (
                "log(1); println!(\"{} {}\", yield_!(q), a.b(yield_!(q),),);",
                &[Some(0), Some(1)],
            ),
            (
                "println!(\"{} {}\", a.b(yield_!(q)), yield_!(q));",
                &[None, None],
            ),
        ],
    );
    check(
        "let a = child(q).await; let b = child(q).await;",
        &[
            (
                "let a = child(q).await; log(a); let b = child(q).await;",
                &[Some(0), Some(1)],
            ),
            (
                "let b = child(q).await; let a = child(q).await;",
                &[None, None],
            ),
        ],
    );
}

/// Whether the saved iterator of one body is found again in the other.
#[track_caller]
fn check_iterators(before: &str, edits: &[(&str, bool)]) {
    let id = |body: &str| {
        let points = points(body);
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
        points(&body).remove(0).variables
    };
    assert_eq!(ids("made()"), ids("a.b().clone()"));
    assert_eq!(
        ids("made()")[0],
        ("list".to_owned(), crc32fast::hash(b"list") & 0x00FF_FFFF)
    );
    assert_ne!(ids("made()")[0].1, ids("made()")[1].1);
}
