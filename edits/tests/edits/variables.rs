//! Variables come, go and change.

use crate::row::*;

edits! {
    /// A variable has another name.
    variable_renamed: "variable_before" => "variable_renamed" {
        "start" => resumes("{ times: 2 }", "yields how many? | note 110 | yields how many? | note 130 | ends 130 in 2"),
        "next" => missing("collect", "sum").with("says", "`#[default(..)]`"),
        "next" => missing("collect", "sum"),
    }

    /// A variable is no longer needed: what was saved of it is dropped.
    variable_dropped: "variable_before" => "variable_unused" {
        "start" => resumes("{ times: 2 }", "yields how many? | note 10 | yields how many? | note 20 | ends counted 2"),
        "next" => resumes("{ times: 2, count: 0 }", "note 10 | yields how many? | note 20 | ends counted 2"),
        "next" => resumes("{ times: 2, count: 1 }", "note 20 | ends counted 2"),
    }

    /// A variable is added.
    variable_added: "variable_before" => "variable_added" {
        "start" => resumes("{ times: 2 }",
            "yields how many? | note 110 | yields how many? | note 130 | ends 130 in 2, up to 20"),
        "next" => missing("collect", "largest"),
        "next" => missing("collect", "largest"),
    }

    /// A variable is added, with `#[default(1)]`.
    variable_added_with_default: "variable_before" => "variable_added_with_default" {
        "start" => resumes("{ times: 2 }",
            "yields how many? | note 110 | yields how many? | note 130 | ends 130 in 2, up to 20"),
        "next" => resumes("{ times: 2, total: 100, largest: 1, count: 0 }",
            "note 110 | yields how many? | note 130 | ends 130 in 2, up to 20"),
        "next" => resumes("{ times: 2, total: 110, largest: 1, count: 1 }", "note 130 | ends 130 in 2, up to 20"),
    }

    /// A variable has another type.
    variable_retyped: "variable_before" => "variable_retyped" {
        "start" => resumes("{ times: 2 }", "yields how many? | note 110 | yields how many? | note 130 | ends 130 in 2"),
        "next" => type_changed("collect", "total").with("expected", "i64").with("found", "u32"),
        "next" => type_changed("collect", "total"),
    }

    /// A variable has another type, and `#[was(u32)]` says which it had.
    variable_retyped_and_told: "variable_before" => "variable_retyped_and_told" {
        "start" => resumes("{ times: 2 }", "yields how many? | note 110 | yields how many? | note 130 | ends 130 in 2"),
        "next" => resumes("{ times: 2, total: 100, count: 0 }",
            "note 110 | yields how many? | note 130 | ends 130 in 2"),
        "next" => resumes("{ times: 2, total: 110, count: 1 }", "note 130 | ends 130 in 2"),
    }

    /// The edit above was made in the meantime: what is saved has the new type already.
    variable_retyped_before: "variable_retyped" => "variable_retyped_and_told" {
        "start" => resumes("{ times: 2 }", "yields how many? | note 110 | yields how many? | note 130 | ends 130 in 2"),
        "next" => resumes("{ times: 2, total: 100, count: 0 }",
            "note 110 | yields how many? | note 130 | ends 130 in 2"),
        "next" => resumes("{ times: 2, total: 110, count: 1 }", "note 130 | ends 130 in 2"),
    }

    /// A number becomes a struct, in the second of three versions.
    second_of_three_types: "money_v1" => "money_v2" {
        "start" => resumes("", "yields to which account? | note 10 | ends Cents { cents: 250 } to 10"),
        "account" => resumes("{ amount: Cents { cents: 250 } }", "note 10 | ends Cents { cents: 250 } to 10"),
    }

    /// The struct becomes another one, in the third of three versions.
    third_of_three_types: "money_v2" => "money_v3" {
        "start" => resumes("", "yields to which account? | note 10 | ends Money { currency: \"EUR\", cents: 250 } to 10"),
        "account" => resumes("{ amount: Money { currency: \"EUR\", cents: 250 } }",
            "note 10 | ends Money { currency: \"EUR\", cents: 250 } to 10"),
    }

    /// The second version was never in use.
    third_of_three_types_from_the_first: "money_v1" => "money_v3" {
        "start" => resumes("", "yields to which account? | note 10 | ends Money { currency: \"EUR\", cents: 250 } to 10"),
        "account" => resumes("{ amount: Money { currency: \"EUR\", cents: 250 } }",
            "note 10 | ends Money { currency: \"EUR\", cents: 250 } to 10"),
    }

    /// The third version is taken back.
    back_to_the_second_of_three_types: "money_v3" => "money_v2" {
        "start" => resumes("", "yields to which account? | note 10 | ends Cents { cents: 250 } to 10"),
        "account" => type_changed("pay", "amount"),
    }

    /// Two parameters change places.
    parameters_exchanged: "parameters_before" => "parameters_exchanged" {
        "start" => resumes("{ right: 3, left: 2 }", "yields how often? | note 10 | ends 2 and 3, 10 times"),
        "factor" => resumes("{ right: 3, left: 2 }", "note 10 | ends 2 and 3, 10 times"),
    }

    /// A parameter is added.
    parameter_added: "parameters_before" => "parameters_added" {
        "start" => missing("multiply", "unit"),
        "factor" => missing("multiply", "unit"),
    }

    /// A parameter is added, with `#[default(10)]`.
    parameter_added_with_default: "parameters_before" => "parameters_added_with_default" {
        "start" => resumes("{ left: 2, right: 3, unit: 10 }", "yields how often? | note 10 | ends 2 and 3, 10 times 10"),
        "factor" => resumes("{ left: 2, right: 3, unit: 10 }", "note 10 | ends 2 and 3, 10 times 10"),
    }

    /// A parameter is removed.
    parameter_removed: "parameters_added" => "parameters_before" {
        "start" => resumes("{ left: 2, right: 3 }", "yields how often? | note 10 | ends 2 and 3, 10 times"),
        "factor" => resumes("{ left: 2, right: 3 }", "note 10 | ends 2 and 3, 10 times"),
    }

    /// A parameter has another type, and `#[was(u32)]` says which it had.
    parameter_retyped_and_told: "parameters_before" => "parameters_retyped_and_told" {
        "start" => resumes("{ left: 2, right: 3 }", "yields how often? | note 10 | ends 2 and 3, 10 times"),
        "factor" => resumes("{ left: 2, right: 3 }", "note 10 | ends 2 and 3, 10 times"),
    }

    /// A variable is made again after a resume, and no longer saved.
    variable_transient: "handle_saved" => "handle_transient" {
        "start" => resumes("", "note price list | yields which one? | note price list | ends 10 costs [4, 5]"),
        "which" => resumes("", "note price list | ends 10 costs [4, 5]"),
    }

    /// A variable is saved, and no longer made again after a resume.
    variable_no_longer_transient: "handle_transient" => "handle_saved" {
        "start" => resumes("", "note price list | yields which one? | ends 10 costs [4, 5]"),
        "which" => missing("sell", "prices"),
    }

    /// Of two variables with one name, the outer one is removed.
    outer_namesake_removed: "shadow_two" => "shadow_one" {
        "start" => resumes("", "yields how much more? | ends 30"),
        "more" => missing("measure", "size"),
    }

    /// An outer variable with the name of another is added.
    outer_namesake_added: "shadow_one" => "shadow_two" {
        "start" => resumes("", "yields how much more? | ends 30 in 1"),
        "more" => missing("measure", "size"),
    }

    /// Two operands that wait for a third change places.
    operands_exchanged: "operands_before" => "operands_exchanged" {
        "start" => resumes("", "note quantity | note price | yields which tip? | ends 5 at 3, and 10"),
        "tip" => missing("dine", "operand"),
    }

    /// Operands that wait for another come from elsewhere.
    operands_edited: "operands_before" => "operands_unlike" {
        "start" => resumes("", "note price | note quantity | yields which tip? | ends 6 at 6, and 10"),
        "tip" => missing("dine", "operand"),
    }

    /// A borrow is of another variable, which was not saved.
    borrow_of_another: "borrow_before" => "borrow_of_another" {
        "start" => resumes("", "note one or two | yields how often? | note two | ends two 10 times"),
        "times" => missing("visit", "second"),
    }

    /// A pattern is matched on another value, which was saved too, and is not matched by it.
    pattern_on_another: "matched_borrow_before" => "matched_borrow_of_another" {
        "start" => resumes("", "ends  of Some(\"one\") and None"),
        "next" => panics("what a pattern borrowed from has changed while the coroutine was suspended"),
    }
}
