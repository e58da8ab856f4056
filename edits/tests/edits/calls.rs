//! Functions move, and what a call waits for is edited.

use crate::row::*;

/// The variables of a contract that waits for its signature.
const WAITS_FOR_SIGNATURE: &str =
    "{ id: 1, child: Instance { coroutine: \"sign\", location: \"name\", state: {\"line\": 4} } }";

edits! {
    /// A function moves to another module.
    function_moved: "unpinned_before" => "unpinned_moved" {
        "start" => wrong("unpinned_moved::shipping::deliver", "unpinned_before::deliver"),
        "address" => wrong("unpinned_moved::shipping::deliver", "unpinned_before::deliver")
            .with("says", "`#[resumable(name = \"..\")]`"),
    }

    /// A function with a pinned name moves to another module, under another name.
    pinned_function_moved: "pinned_before" => "pinned_moved" {
        "start" => resumes("{ parcel: 1 }", "yields where to? | note 10 | ends 1 to 10"),
        "address" => resumes("{ parcel: 1 }", "note 10 | ends 1 to 10"),
    }

    /// A function with a pinned name becomes a method.
    pinned_function_to_method: "pinned_before" => "pinned_method" {
        "start" => resumes("{ parcel: 1 }", "yields where to? | note 10 | ends 1 to 10"),
        "address" => resumes("{ parcel: 1 }", "note 10 | ends 1 to 10"),
    }

    /// The snapshot is of another function.
    another_function: "label_before" => "survey_before" {
        "start" => wrong("survey", "order"),
        "amount" => wrong("survey", "order"),
    }

    /// Log lines are added to a function that another waits for.
    child_logged: "delegation_before" => "delegation_child_logged" {
        "start" => resumes("{ id: 1 }",
            "note please sign | yields who signs? | note signed by 10 | note thank you | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "sign(id + 1).await" => resumes(WAITS_FOR_SIGNATURE,
            "note signed by 10 | note thank you | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "stamp" => resumes("{ id: 1, signature: \"line 4 by 10\" }", "ends 1: line 4 by 10, stamped 20"),
    }

    /// Log lines are added to the function that waits.
    parent_logged: "delegation_before" => "delegation_parent_logged" {
        "start" => resumes("{ id: 1 }",
            "note to be signed | yields who signs? | note signed by 10 | note signed | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "sign(id + 1).await" => resumes(WAITS_FOR_SIGNATURE,
            "note signed by 10 | note signed | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "stamp" => resumes("{ id: 1, signature: \"line 4 by 10\" }", "ends 1: line 4 by 10, stamped 20"),
    }

    /// A variable of a function that another waits for has another type.
    child_retyped: "delegation_before" => "delegation_child_retyped" {
        "start" => resumes("{ id: 1 }",
            "yields who signs? | note signed by 10 | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "sign(id + 1).await" => type_changed("sign", "line").with("location", "`name`")
            .with("expected", "i64").with("found", "u32"),
        "stamp" => resumes("{ id: 1, signature: \"line 4 by 10\" }", "ends 1: line 4 by 10, stamped 20"),
    }

    /// A variable is added to a function that another waits for.
    child_added_to: "delegation_before" => "delegation_child_added_to" {
        "start" => resumes("{ id: 1 }",
            "yields who signs? | note signed by 10 | yields which stamp? | ends 1: line 4 of page 2 by 10, stamped 20"),
        "sign(id + 1).await" => missing("sign", "page").with("location", "`name`"),
        "stamp" => resumes("{ id: 1, signature: \"line 4 by 10\" }", "ends 1: line 4 by 10, stamped 20"),
    }

    /// The label at which a function waits that another waits for is another.
    child_relabelled: "delegation_before" => "delegation_child_edited" {
        "start" => resumes("{ id: 1 }",
            "yields who signs? | note signed by 10 | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "sign(id + 1).await" => unknown("sign", "`signature`"),
        "stamp" => resumes("{ id: 1, signature: \"line 4 by 10\" }", "ends 1: line 4 by 10, stamped 20"),
    }

    /// What a function waits for is another function.
    child_replaced: "delegation_before" => "delegation_child_replaced" {
        "start" => resumes("{ id: 1 }",
            "yields who signs? | note signed by 10 | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "sign(id + 1).await" => wrong("initial", "sign"),
        "stamp" => resumes("{ id: 1, signature: \"line 4 by 10\" }", "ends 1: line 4 by 10, stamped 20"),
    }

    /// What a function waited for is written out in it.
    child_inlined: "delegation_before" => "delegation_inlined" {
        "start" => resumes("{ id: 1 }", "yields who signs? | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "sign(id + 1).await" => unknown("contract", "`name`"),
        "stamp" => resumes("{ id: 1, signature: \"line 4 by 10\" }", "ends 1: line 4 by 10, stamped 20"),
    }

    /// What is awaited without a label is written otherwise.
    await_edited: "delegation_before" => "delegation_await_edited" {
        "start" => resumes("{ id: 1 }",
            "yields who signs? | note signed by 10 | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "sign(id + 1).await" => unknown("contract", "`sign(page).await`")
            .with("says", "`renamed(\"old\" => \"new\")`"),
        "stamp" => resumes("{ id: 1, signature: \"line 4 by 10\" }", "ends 1: line 4 by 10, stamped 20"),
    }

    /// What is awaited gets a label.
    await_labelled: "delegation_before" => "delegation_labelled" {
        "start" => resumes("{ id: 1 }",
            "yields who signs? | note signed by 10 | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "sign(id + 1).await" => unknown("contract", "`signature.await`"),
        "stamp" => resumes("{ id: 1, signature: \"line 4 by 10\" }", "ends 1: line 4 by 10, stamped 20"),
    }

    /// What is awaited gets a label, and `renamed` says what it was.
    await_labelled_and_told: "delegation_before" => "delegation_labelled_and_told" {
        "start" => resumes("{ id: 1 }",
            "yields who signs? | note signed by 10 | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "sign(id + 1).await" => resumes_at("signature.await", WAITS_FOR_SIGNATURE,
            "note signed by 10 | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "stamp" => resumes("{ id: 1, signature: \"line 4 by 10\" }", "ends 1: line 4 by 10, stamped 20"),
    }

    /// What is awaited under a label is written otherwise.
    labelled_await_edited: "delegation_labelled" => "delegation_labelled_await_edited" {
        "start" => resumes("{ id: 1 }",
            "yields who signs? | note signed by 10 | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "signature.await" => resumes(WAITS_FOR_SIGNATURE,
            "note signed by 10 | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "stamp" => resumes("{ id: 1, signature: \"line 4 by 10\" }", "ends 1: line 4 by 10, stamped 20"),
    }

    /// The label at which a function awaits another is another.
    await_relabelled: "delegation_labelled" => "delegation_relabelled" {
        "start" => resumes("{ id: 1 }",
            "yields who signs? | note signed by 10 | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "signature.await" => unknown("contract", "`signed.await`"),
        "stamp" => resumes("{ id: 1, signature: \"line 4 by 10\" }", "ends 1: line 4 by 10, stamped 20"),
    }

    /// The label at which a function awaits another is another, and `renamed` says what it was.
    await_relabelled_and_told: "delegation_labelled" => "delegation_relabelled_and_told" {
        "start" => resumes("{ id: 1 }",
            "yields who signs? | note signed by 10 | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "signature.await" => resumes_at("signed.await", WAITS_FOR_SIGNATURE,
            "note signed by 10 | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "stamp" => resumes("{ id: 1, signature: \"line 4 by 10\" }", "ends 1: line 4 by 10, stamped 20"),
    }

    /// What a function awaited under a label is written out in it, under the same label.
    labelled_child_inlined: "delegation_labelled" => "delegation_labelled_inlined" {
        "start" => resumes("{ id: 1 }", "yields who signs? | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "signature.await" => unknown("contract", "`signature`"),
        "stamp" => resumes("{ id: 1, signature: \"line 4 by 10\" }", "ends 1: line 4 by 10, stamped 20"),
    }

    /// A function is awaited where its body was written out, under the same label.
    labelled_child_taken_out: "delegation_labelled_inlined" => "delegation_labelled" {
        "start" => resumes("{ id: 1 }",
            "yields who signs? | note signed by 10 | yields which stamp? | ends 1: line 4 by 10, stamped 20"),
        "signature" => unknown("contract", "`signature.await`"),
        "stamp" => resumes("{ id: 1, signature: \"line 4 by 10\" }", "ends 1: line 4 by 10, stamped 20"),
    }

    /// A variable two calls further in has another type.
    grandchild_retyped: "three_deep_before" => "three_deep_retyped" {
        "start" => resumes("{ shelf: 1 }", "yields who signs? | note signed by 10 | ends 1: 2: line 6 by 10"),
        "contract(shelf + 1).await" => type_changed("sign", "line").with("says", "the variable `line` of `sign`"),
    }

    /// A variable of a call that is kept in a list has another type.
    held_call_retyped: "held_before" => "held_retyped" {
        "start" => resumes("", "yields who signs? | note signed by 10 | yields who signs? | note signed by 20 | ends [\"line 2 by 10\", \"line 4 by 20\"]"),
        "call.await" => type_changed("sign", "line"),
        "call.await" => type_changed("sign", "line"),
    }
}
