//! Where calls go on that wait at a yield.

use super::{Known, points_of};

/// Where each point of the body before is found in the body after, by its id and by its text.
fn found_again(before: &str, after: &str) -> Vec<Option<usize>> {
    let after_edit = points_of(after);
    let find = |point: Known| {
        let by_id = after_edit.iter().position(|other| other.id == point.id);
        let by_text = after_edit.iter().position(|other| other.text == point.text);
        assert_eq!(by_id, by_text, "`{}` of {before} in {after}", point.text);
        by_id
    };
    points_of(before).into_iter().map(find).collect()
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
fn an_awaited_point_is_found_by_its_label() {
    check(
        "await_!('named: child(2)); child(3).await; await_!(2 + 4);",
        &[
            (
                "child(3).await; loop { await_!('named: other(a, b)); } (2 + 4).await;",
                &[Some(1), Some(0), Some(2)],
            ),
            ("await_!(child(3)); child(2).await;", &[None, Some(0), None]),
            // A yield has nothing to go on with at what was awaited.
            ("yield_!('named: 1);", &[None, None, None]),
            (
                "await_!('other: child(2)); await_!('new: child(3));",
                &[None, None, None],
            ),
        ],
    );
    check(
        "let a = await_!(child(q)); let b = await_!('b: child(q)); let c = child(q).await;",
        &[
            (
                "let a = await_!(child(q)); log(a); let b = await_!('b: child(q, q)); let c = child(q).await;",
                &[Some(0), Some(1), Some(2)],
            ),
            (
                "let c = child(q).await; let b = await_!('b: child(q)); let a = await_!(child(q));",
                &[None, Some(1), None],
            ),
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
