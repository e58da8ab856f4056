//! A call waits in a loop, and what is iterated is edited.

use crate::row::*;

edits! {
    /// `for item in vec` becomes a loop over a `VecDeque`.
    owned_list_to_queue: "owned_loop_before" => "owned_loop_queue" {
        "start" => resumes("",
            "yields which mark? | note 3 | yields which mark? | note 1 | yields which mark? | note 2 | ends [(3, 10), (1, 20), (2, 30)]"),
        "mark" => resumes("{ seen: [], items: [1, 2], item: 3 }",
            "note 3 | yields which mark? | note 1 | yields which mark? | note 2 | ends [(3, 10), (1, 20), (2, 30)]"),
        "mark" => resumes("{ seen: [(3, 10)], items: [2], item: 1 }",
            "note 1 | yields which mark? | note 2 | ends [(3, 10), (1, 20), (2, 30)]"),
        "mark" => resumes("{ seen: [(3, 10), (1, 20)], items: [], item: 2 }",
            "note 2 | ends [(3, 10), (1, 20), (2, 30)]"),
    }

    /// It becomes a loop over a `BTreeSet`: what was left to be visited is visited as it was saved.
    owned_list_to_set: "owned_loop_before" => "owned_loop_set" {
        "start" => resumes("",
            "yields which mark? | note 1 | yields which mark? | note 2 | yields which mark? | note 3 | ends [(1, 10), (2, 20), (3, 30)]"),
        "mark" => resumes("{ seen: [], items: [1, 2], item: 3 }",
            "note 3 | yields which mark? | note 1 | yields which mark? | note 2 | ends [(3, 10), (1, 20), (2, 30)]"),
        "mark" => resumes("{ seen: [(3, 10)], items: [2], item: 1 }",
            "note 1 | yields which mark? | note 2 | ends [(3, 10), (1, 20), (2, 30)]"),
        "mark" => resumes("{ seen: [(3, 10), (1, 20)], items: [], item: 2 }",
            "note 2 | ends [(3, 10), (1, 20), (2, 30)]"),
    }

    /// It becomes a loop over a `BTreeMap`.
    owned_list_to_map: "owned_loop_before" => "owned_loop_map" {
        "start" => resumes("",
            "yields which mark? | note 1 | yields which mark? | note 2 | yields which mark? | note 3 | ends [(1, 10), (2, 20), (3, 30)]"),
        "mark" => type_changed("visit", "items"),
        "mark" => type_changed("visit", "items"),
        "mark" => type_changed("visit", "items"),
    }

    /// It becomes `for item in vec.into_iter().rev()`.
    owned_list_reversed: "owned_loop_before" => "owned_loop_reversed" {
        "start" => resumes("",
            "yields which mark? | note 2 | yields which mark? | note 1 | yields which mark? | note 3 | ends [(2, 10), (1, 20), (3, 30)]"),
        "mark" => missing("visit", "items"),
        "mark" => missing("visit", "items"),
        "mark" => missing("visit", "items"),
    }

    /// `for item in vec.iter()` becomes `for item in vec.iter().rev()`.
    borrowed_list_reversed: "borrowed_loop_before" => "borrowed_loop_reversed" {
        "start" => resumes("",
            "yields which mark? | note 2 | yields which mark? | note 1 | yields which mark? | note 3 | ends [(2, 10), (1, 20), (3, 30)] of [3, 1, 2]"),
        "mark" => missing("visit", "items_2"),
        "mark" => missing("visit", "items_2"),
        "mark" => missing("visit", "items_2"),
    }

    /// It becomes `for item in &vec`.
    borrowed_list_by_reference: "borrowed_loop_before" => "borrowed_loop_by_reference" {
        "start" => resumes("",
            "yields which mark? | note 3 | yields which mark? | note 1 | yields which mark? | note 2 | ends [(3, 10), (1, 20), (2, 30)] of [3, 1, 2]"),
        "mark" => missing("visit", "items_2"),
        "mark" => missing("visit", "items_2"),
        "mark" => missing("visit", "items_2"),
    }

    /// It becomes `for item in vec.iter().skip(1)`.
    borrowed_list_skipped: "borrowed_loop_before" => "borrowed_loop_skipping" {
        "start" => resumes("", "yields which mark? | note 1 | yields which mark? | note 2 | ends [(1, 10), (2, 20)] of [3, 1, 2]"),
        "mark" => missing("visit", "items_2"),
        "mark" => missing("visit", "items_2"),
        "mark" => missing("visit", "items_2"),
    }

    /// The list becomes a `VecDeque`, of which the position is the same number.
    borrowed_list_to_queue: "borrowed_loop_before" => "borrowed_loop_queue" {
        "start" => resumes("",
            "yields which mark? | note 3 | yields which mark? | note 1 | yields which mark? | note 2 | ends [(3, 10), (1, 20), (2, 30)] of [3, 1, 2]"),
        "mark" => resumes("{ items: [3, 1, 2], seen: [], items_2: Taken { front: 1, back: 0 } }",
            "note 3 | yields which mark? | note 1 | yields which mark? | note 2 | ends [(3, 10), (1, 20), (2, 30)] of [3, 1, 2]"),
        "mark" => resumes("{ items: [3, 1, 2], seen: [(3, 10)], items_2: Taken { front: 2, back: 0 } }",
            "note 1 | yields which mark? | note 2 | ends [(3, 10), (1, 20), (2, 30)] of [3, 1, 2]"),
        "mark" => resumes("{ items: [3, 1, 2], seen: [(3, 10), (1, 20)], items_2: Taken { front: 3, back: 0 } }",
            "note 2 | ends [(3, 10), (1, 20), (2, 30)] of [3, 1, 2]"),
    }

    /// The list becomes a `BTreeSet`, of which the position is a key.
    borrowed_list_to_set: "borrowed_loop_before" => "borrowed_loop_set" {
        "start" => resumes("",
            "yields which mark? | note 1 | yields which mark? | note 2 | yields which mark? | note 3 | ends [(1, 10), (2, 20), (3, 30)] of {1, 2, 3}"),
        "mark" => type_changed("visit", "items_2"),
        "mark" => type_changed("visit", "items_2"),
        "mark" => type_changed("visit", "items_2"),
    }

    /// `0..3` becomes `0..=3`.
    range_inclusive: "range_before" => "range_inclusive" {
        "start" => resumes("",
            "yields which mark? | note 0 | yields which mark? | note 1 | yields which mark? | note 2 | yields which mark? | note 3 | ends [(0, 10), (1, 20), (2, 30), (3, 40)]"),
        "mark" => missing("visit", "items"),
        "mark" => missing("visit", "items"),
        "mark" => missing("visit", "items"),
    }

    /// `0..3` becomes `0..4`: a loop that has begun ends where it would have.
    range_longer: "range_before" => "range_longer" {
        "start" => resumes("",
            "yields which mark? | note 0 | yields which mark? | note 1 | yields which mark? | note 2 | yields which mark? | note 3 | ends [(0, 10), (1, 20), (2, 30), (3, 40)]"),
        "mark" => resumes("{ seen: [], items: Range { start: 1, end: 3 }, number: 0 }",
            "note 0 | yields which mark? | note 1 | yields which mark? | note 2 | ends [(0, 10), (1, 20), (2, 30)]"),
        "mark" => resumes("{ seen: [(0, 10)], items: Range { start: 2, end: 3 }, number: 1 }",
            "note 1 | yields which mark? | note 2 | ends [(0, 10), (1, 20), (2, 30)]"),
        "mark" => resumes("{ seen: [(0, 10), (1, 20)], items: Range { start: 3, end: 3 }, number: 2 }",
            "note 2 | ends [(0, 10), (1, 20), (2, 30)]"),
    }

    /// `0..3` becomes `(0..3).rev()`.
    range_reversed: "range_before" => "range_reversed" {
        "start" => resumes("",
            "yields which mark? | note 2 | yields which mark? | note 1 | yields which mark? | note 0 | ends [(2, 10), (1, 20), (0, 30)]"),
        "mark" => missing("visit", "items"),
        "mark" => missing("visit", "items"),
        "mark" => missing("visit", "items"),
    }

    /// `text.chars()` becomes `text.bytes()`.
    letters_to_bytes: "letters_before" => "letters_bytes" {
        "start" => resumes("",
            "yields next? | note 110 | yields next? | note 195 | yields next? | note 188 | yields next? | note 116 | ends 110195188116 of nüt"),
        "next" => missing("visit", "items"),
        "next" => missing("visit", "items"),
        "next" => missing("visit", "items"),
    }

    /// The inner of two loops becomes the outer one.
    loops_crossed: "crossed_loops_before" => "crossed_loops_exchanged" {
        "start" => resumes("",
            "yields next? | yields next? | yields next? | yields next? | yields next? | yields next? | ends [0, 10, 1, 11, 2, 12]"),
        "next" => missing("visit", "items"),
        "next" => missing("visit", "items"),
        "next" => missing("visit", "items"),
        "next" => missing("visit", "items"),
        "next" => missing("visit", "items"),
        "next" => missing("visit", "items"),
    }

    /// A loop that counts with a variable becomes a `for` loop.
    while_to_for: "variable_before" => "variable_for_loop" {
        "start" => resumes("{ times: 2 }", "yields how many? | note 110 | yields how many? | note 130 | ends 130 in 2"),
        "next" => missing("collect", "items"),
        "next" => missing("collect", "items"),
    }

    /// `let mut left = vec.iter().skip(1)` gets a `.rev()`.
    named_iterator_reversed: "named_iterator_before" => "named_iterator_reversed" {
        "start" => resumes("",
            "yields which mark? | note 5 | yields which mark? | note 2 | yields which mark? | note 1 | ends [(5, 10), (2, 20), (1, 30)] of [3, 1, 2, 5]"),
        "mark" => missing("visit", "left"),
        "mark" => missing("visit", "left"),
        "mark" => missing("visit", "left"),
    }

    /// It becomes `vec.iter().take(1)`, of which the position has the same type.
    named_iterator_taking: "named_iterator_before" => "named_iterator_taking" {
        "start" => resumes("", "yields which mark? | note 3 | ends [(3, 10)] of [3, 1, 2, 5]"),
        "mark" => missing("visit", "left"),
        "mark" => missing("visit", "left"),
        "mark" => missing("visit", "left"),
    }

    /// It becomes `vec.iter().skip(2)`: an iterator that has begun goes on where it was.
    named_iterator_skipping_more: "named_iterator_before" => "named_iterator_skipping_more" {
        "start" => resumes("", "yields which mark? | note 2 | yields which mark? | note 5 | ends [(2, 10), (5, 20)] of [3, 1, 2, 5]"),
        "mark" => resumes("{ items: [3, 1, 2, 5], left: (0, Taken { front: 2, back: 0 }), seen: [] }",
            "note 1 | yields which mark? | note 2 | yields which mark? | note 5 | ends [(1, 10), (2, 20), (5, 30)] of [3, 1, 2, 5]"),
        "mark" => resumes("{ items: [3, 1, 2, 5], left: (0, Taken { front: 3, back: 0 }), seen: [(1, 10)] }",
            "note 2 | yields which mark? | note 5 | ends [(1, 10), (2, 20), (5, 30)] of [3, 1, 2, 5]"),
        "mark" => resumes("{ items: [3, 1, 2, 5], left: (0, Taken { front: 4, back: 0 }), seen: [(1, 10), (2, 20)] }",
            "note 5 | ends [(1, 10), (2, 20), (5, 30)] of [3, 1, 2, 5]"),
    }

    /// `vec.chunks(2)` becomes `vec.chunks(3)`, of which the position is another number.
    chunks_larger: "chunked_loop_before" => "chunked_loop_larger" {
        "start" => resumes("", "yields next? | yields next? | ends [[1, 2, 3], [4, 5, 6]] of [1, 2, 3, 4, 5, 6]"),
        "next" => missing("visit", "items_2"),
        "next" => missing("visit", "items_2"),
        "next" => missing("visit", "items_2"),
    }

    /// `vec.iter().step_by(2)` becomes `vec.iter().step_by(3)`: from where it was, the steps are wider.
    steps_wider: "stepped_loop_before" => "stepped_loop_wider" {
        "start" => resumes("", "yields next? | yields next? | ends [1, 4] of [1, 2, 3, 4, 5, 6]"),
        "next" => resumes("{ items: [1, 2, 3, 4, 5, 6], seen: [], items_2: (true, Taken { front: 1, back: 0 }) }",
            "yields next? | ends [1, 4] of [1, 2, 3, 4, 5, 6]"),
        "next" => resumes("{ items: [1, 2, 3, 4, 5, 6], seen: [1], items_2: (true, Taken { front: 3, back: 0 }) }",
            "yields next? | ends [1, 3, 6] of [1, 2, 3, 4, 5, 6]"),
        "next" => resumes("{ items: [1, 2, 3, 4, 5, 6], seen: [1, 3], items_2: (true, Taken { front: 5, back: 0 }) }",
            "ends [1, 3, 5] of [1, 2, 3, 4, 5, 6]"),
    }

    /// A loop borrows another list, which was saved too: it goes on at the same place of that one, if it has that.
    loop_over_another: "one_of_two_lists_before" => "one_of_two_lists_the_other" {
        "start" => resumes("", "yields next? | ends [10] of [1, 2, 3] and [10]"),
        "next" => resumes("{ items: [1, 2, 3], others: [10], seen: [], items_2: Taken { front: 1, back: 0 } }",
            "ends [10] of [1, 2, 3] and [10]"),
        "next" => panics("what is iterated has changed while the coroutine was suspended"),
        "next" => panics("what is iterated has changed while the coroutine was suspended"),
    }
}
