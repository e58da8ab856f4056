//! The places at which a call can wait are edited, or what stands around them.

use crate::row::*;

edits! {
    /// Log lines are added before, between and after the yields.
    log_lines_added: "survey_before" => "survey_logged" {
        "start" => resumes("{ id: 7 }",
            "note 7 begins | yields how old are you? | note half of it | yields how tall are you? | note 7: 10, 20 | note the end | ends 7 is 10 years old and 20 tall"),
        "yield_!(\"how old are you?\")" => resumes("{ id: 7 }",
            "note half of it | yields how tall are you? | note 7: 10, 20 | note the end | ends 7 is 10 years old and 20 tall"),
        "yield_!(\"how tall are you?\")" => resumes("{ id: 7, age: 10 }",
            "note 7: 10, 20 | note the end | ends 7 is 10 years old and 20 tall"),
    }

    /// A yield is added before the others.
    yield_added: "survey_before" => "survey_question_added" {
        "start" => resumes("{ id: 7 }",
            "yields do you agree? | note consent 10 | yields how old are you? | yields how tall are you? | note 7: 20, 30 | ends 7 is 20 years old and 30 tall"),
        "yield_!(\"how old are you?\")" => resumes("{ id: 7 }",
            "yields how tall are you? | note 7: 10, 20 | ends 7 is 10 years old and 20 tall"),
        "yield_!(\"how tall are you?\")" => resumes("{ id: 7, age: 10 }",
            "note 7: 10, 20 | ends 7 is 10 years old and 20 tall"),
    }

    /// A yield is removed: what waits at another goes on.
    yield_removed: "survey_question_added" => "survey_before" {
        "start" => resumes("{ id: 7 }",
            "yields how old are you? | yields how tall are you? | note 7: 10, 20 | ends 7 is 10 years old and 20 tall"),
        "yield_!(\"do you agree?\")" => unknown("survey", "`yield_!(\"how old are you?\")`"),
        "yield_!(\"how old are you?\")" => resumes("{ id: 7 }",
            "yields how tall are you? | note 7: 20, 30 | ends 7 is 20 years old and 30 tall"),
        "yield_!(\"how tall are you?\")" => resumes("{ id: 7, age: 20 }",
            "note 7: 20, 30 | ends 7 is 20 years old and 30 tall"),
    }

    /// A yield that has no label hands out something else.
    yield_edited: "survey_before" => "survey_edited" {
        "start" => resumes("{ id: 7 }",
            "yields how old are you? | yields how heavy are you? | note 7: 10, 20 | ends 7 is 10 years old and 20 tall"),
        "yield_!(\"how old are you?\")" => resumes("{ id: 7 }",
            "yields how heavy are you? | note 7: 10, 20 | ends 7 is 10 years old and 20 tall"),
        "yield_!(\"how tall are you?\")" => unknown("survey", "`yield_!(\"how heavy are you?\")`")
            .with("says", "`renamed(\"old\" => \"new\")`"),
    }

    /// Two yields change places: what was answered at the first is needed at the second.
    yields_exchanged: "survey_before" => "survey_exchanged" {
        "start" => resumes("{ id: 7 }",
            "yields how tall are you? | yields how old are you? | note 7: 20, 10 | ends 7 is 20 years old and 10 tall"),
        "yield_!(\"how old are you?\")" => missing("survey", "size"),
        "yield_!(\"how tall are you?\")" => resumes("{ id: 7 }",
            "yields how old are you? | note 7: 30, 20 | ends 7 is 30 years old and 20 tall"),
    }

    /// A yield is put into a branch.
    yield_in_a_branch: "survey_before" => "survey_in_a_branch" {
        "start" => resumes("{ id: 7 }",
            "yields how old are you? | yields how tall are you? | note 7: 10, 20 | ends 7 is 10 years old and 20 tall"),
        "yield_!(\"how old are you?\")" => resumes("{ id: 7 }",
            "yields how tall are you? | note 7: 10, 20 | ends 7 is 10 years old and 20 tall"),
        "yield_!(\"how tall are you?\")" => resumes("{ id: 7, age: 10 }",
            "note 7: 10, 20 | ends 7 is 10 years old and 20 tall"),
    }

    /// A yield gets a label.
    label_given: "survey_before" => "survey_labelled" {
        "start" => resumes("{ id: 7 }",
            "yields how old are you? | yields how tall are you? | note 7: 10, 20 | ends 7 is 10 years old and 20 tall"),
        "yield_!(\"how old are you?\")" => resumes("{ id: 7 }",
            "yields how tall are you? | note 7: 10, 20 | ends 7 is 10 years old and 20 tall"),
        "yield_!(\"how tall are you?\")" => unknown("survey", "`size`"),
    }

    /// A yield gets a label, and `renamed` says which it was.
    label_given_and_told: "survey_before" => "survey_labelled_and_told" {
        "start" => resumes("{ id: 7 }",
            "yields how old are you? | yields how tall are you? | note 7: 10, 20 | ends 7 is 10 years old and 20 tall"),
        "yield_!(\"how old are you?\")" => resumes("{ id: 7 }",
            "yields how tall are you? | note 7: 10, 20 | ends 7 is 10 years old and 20 tall"),
        "yield_!(\"how tall are you?\")" => resumes_at("size", "{ id: 7, age: 10 }",
            "note 7: 10, 20 | ends 7 is 10 years old and 20 tall"),
    }

    /// A yield with a label hands out something else.
    labelled_yield_edited: "label_before" => "label_text_edited" {
        "start" => resumes("{ item: 9 }", "yields how many would you like? | note 10 ordered | ends 10 of 9"),
        "amount" => resumes("{ item: 9 }", "note 10 ordered | ends 10 of 9"),
    }

    /// A label is another.
    label_renamed: "label_before" => "label_renamed" {
        "start" => resumes("{ item: 9 }", "yields how many? | note 10 ordered | ends 10 of 9"),
        "amount" => unknown("order", "`quantity`").with("says", "`renamed(\"old\" => \"new\")`"),
    }

    /// A label is another, and `renamed` says which it was.
    label_renamed_and_told: "label_before" => "label_renamed_and_told" {
        "start" => resumes("{ item: 9 }", "yields how many? | note 10 ordered | ends 10 of 9"),
        "amount" => resumes_at("quantity", "{ item: 9 }", "note 10 ordered | ends 10 of 9"),
    }

    /// A yield with a label is put into a loop, which needs a variable that was not there.
    label_moved: "label_before" => "label_moved" {
        "start" => resumes("{ item: 9 }", "yields how many? | note 10 ordered | ends 10 of 9"),
        "amount" => missing("order", "amount"),
    }

    /// Log lines are added around two alike yields.
    alike_yields_logged: "alike_before" => "alike_logged" {
        "start" => resumes("",
            "yields how many? | note half of it | note now the second | yields how many? | note the end | ends 10 and 20"),
        "yield_!(\"how many?\") #1 of 2" => resumes("",
            "note half of it | note now the second | yields how many? | note the end | ends 10 and 20"),
        "yield_!(\"how many?\") #2 of 2" => resumes("{ first: 10 }", "note the end | ends 10 and 20"),
    }

    /// Two alike yields change places.
    alike_yields_exchanged: "alike_before" => "alike_exchanged" {
        "start" => resumes("", "yields how many? | note half of it | yields how many? | ends 20 and 10"),
        "yield_!(\"how many?\") #1 of 2" => unknown("sum", "`yield_!(\"how many?\") #1 of 2"),
        "yield_!(\"how many?\") #2 of 2" => unknown("sum", "`yield_!(\"how many?\") #2 of 2"),
    }

    /// A yield like two others is added.
    alike_yield_added: "alike_before" => "alike_added" {
        "start" => resumes("", "yields how many? | yields how many? | note 20 in between | yields how many? | ends 10 and 30"),
        "yield_!(\"how many?\") #1 of 2" => unknown("sum", "`yield_!(\"how many?\") #1 of 3"),
        "yield_!(\"how many?\") #2 of 2" => unknown("sum", "`yield_!(\"how many?\") #3 of 3"),
    }

    /// One of two alike yields is removed.
    alike_yield_removed: "alike_before" => "alike_removed" {
        "start" => resumes("", "yields how many? | ends 10 and 0"),
        "yield_!(\"how many?\") #1 of 2" => unknown("sum", "`yield_!(\"how many?\")`"),
        "yield_!(\"how many?\") #2 of 2" => unknown("sum", "`yield_!(\"how many?\")`"),
    }

    /// Two arms with alike yields change places.
    alike_arms_exchanged: "arms_before" => "arms_exchanged" {
        "start" => resumes("{ guest: false }", "yields who are you? | ends hello, member 10"),
        "yield_!(\"who are you?\") #2 of 2" => unknown("greet", "`yield_!(\"who are you?\") #2 of 2"),
    }

    /// Two alike calls change places.
    alike_calls_exchanged: "alike_calls_before" => "alike_calls_exchanged" {
        "start" => resumes("",
            "yields who signs? | note signed by 10 | yields who signs? | note signed by 20 | ends line 2 by 20, then line 2 by 10"),
        "sign(1).await #1 of 2" => unknown("both", "`sign(1).await #1 of 2"),
        "sign(1).await #2 of 2" => unknown("both", "`sign(1).await #2 of 2"),
    }
}
