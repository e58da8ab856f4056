//! A variable's type is edited.

use crate::row::*;

edits! {
    /// Two fields of a struct change places.
    fields_swapped: "fields_before" => "fields_swapped" {
        "start" => type_changed("shop", "order"),
        "pay" => type_changed("shop", "order").with("says", "`#[was(OldType)]`"),
    }

    /// A field of a struct has another name.
    field_renamed: "fields_before" => "fields_renamed" {
        "start" => type_changed("shop", "order"),
        "pay" => type_changed("shop", "order").with("expected", "Order { price: u32, amount: u32 }"),
    }

    /// A field is added to the end of a struct.
    field_added: "fields_before" => "fields_added" {
        "start" => type_changed("shop", "order"),
        "pay" => type_changed("shop", "order"),
    }

    /// The same with `#[serde(default)]`, which is of no use to values without field names.
    field_added_with_serde_default: "fields_before" => "fields_added_with_serde_default" {
        "start" => type_changed("shop", "order"),
        "pay" => type_changed("shop", "order"),
    }

    /// A field that is not saved is added to the end of a struct.
    skipped_field_added: "fields_before" => "fields_skipped" {
        "start" => resumes("{ order: Order { price: 3, quantity: 5 } }",
            "yields how much is paid? | note paid 10 | ends 5 at 3, 10 paid"),
        "pay" => resumes("{ order: Order { price: 3, quantity: 5 } }", "note paid 10 | ends 5 at 3, 10 paid"),
    }

    /// A field is removed from the end of a struct.
    field_removed: "fields_added" => "fields_before" {
        "start" => type_changed("shop", "order"),
        "pay" => type_changed("shop", "order"),
    }

    /// Serde knows a field by another name.
    field_renamed_for_serde: "fields_before" => "fields_renamed_for_serde" {
        "start" => type_changed("shop", "order"),
        "pay" => type_changed("shop", "order"),
    }

    /// A field has another name, and serde knows it by the old one.
    field_renamed_but_for_serde: "fields_before" => "fields_renamed_as_alias" {
        "start" => resumes("{ order: Order { price: 3, quantity: 5 } }",
            "yields how much is paid? | note paid 10 | ends 5 at 3, 10 paid"),
        "pay" => resumes("{ order: Order { price: 3, quantity: 5 } }", "note paid 10 | ends 5 at 3, 10 paid"),
    }

    /// A struct has another name.
    struct_renamed: "fields_before" => "fields_struct_renamed" {
        "start" => resumes("{ order: Purchase { price: 3, quantity: 5 } }",
            "yields how much is paid? | note paid 10 | ends 5 at 3, 10 paid"),
        "pay" => resumes("{ order: Purchase { price: 3, quantity: 5 } }", "note paid 10 | ends 5 at 3, 10 paid"),
    }

    /// A field's type is a newtype around what it was.
    newtype_around: "fields_before" => "fields_newtype" {
        "start" => resumes("{ order: Order { price: Price(3), quantity: 5 } }",
            "yields how much is paid? | note paid 10 | ends 5 at 3, 10 paid"),
        "pay" => resumes("{ order: Order { price: Price(3), quantity: 5 } }", "note paid 10 | ends 5 at 3, 10 paid"),
    }

    /// A struct is in a `Box`.
    struct_boxed: "fields_before" => "fields_boxed" {
        "start" => resumes("{ order: Order { price: 3, quantity: 5 } }",
            "yields how much is paid? | note paid 10 | ends 5 at 3, 10 paid"),
        "pay" => resumes("{ order: Order { price: 3, quantity: 5 } }", "note paid 10 | ends 5 at 3, 10 paid"),
    }

    /// A variant is inserted between those of an enum.
    variant_inserted: "variants_before" => "variants_inserted" {
        "start" => type_changed("review", "decision"),
        "confirm" => type_changed("review", "decision").with("expected", "Decision { Approved, Deferred, Rejected }"),
    }

    /// A variant is added after those of an enum.
    variant_appended: "variants_before" => "variants_appended" {
        "start" => type_changed("review", "decision"),
        "confirm" => type_changed("review", "decision"),
    }

    /// Two variants of an enum change places.
    variants_exchanged: "variants_before" => "variants_exchanged" {
        "start" => type_changed("review", "decision"),
        "confirm" => type_changed("review", "decision"),
    }

    /// A variant of an enum has another name.
    variant_renamed: "variants_before" => "variants_renamed" {
        "start" => type_changed("review", "decision"),
        "confirm" => type_changed("review", "decision"),
    }

    /// A variant of an enum holds something.
    variant_filled: "variants_before" => "variants_filled" {
        "start" => type_changed("review", "decision"),
        "confirm" => type_changed("review", "decision"),
    }

    /// `u32` becomes `i32`.
    number_signed: "number_before" => "number_signed" {
        "start" => type_changed("keep", "value").with("expected", "i32").with("found", "u32"),
        "more" => type_changed("keep", "value")
            .with("says", "the variable `value` of `keep` at `more`").with("says", "is now `i32`, and was saved as `u32`"),
    }

    /// `u32` becomes `u64`.
    number_widened: "number_before" => "number_wide" {
        "start" => type_changed("keep", "value"),
        "more" => type_changed("keep", "value").with("expected", "u64").with("found", "u32"),
    }

    /// `u64` becomes `u32`: the edit above is taken back.
    number_narrowed: "number_wide" => "number_before" {
        "start" => type_changed("keep", "value"),
        "more" => type_changed("keep", "value").with("expected", "u32").with("found", "u64"),
    }

    /// `u32` becomes `u8`.
    number_of_a_byte: "number_before" => "number_narrow" {
        "start" => type_changed("keep", "value"),
        "more" => type_changed("keep", "value"),
    }

    /// `u32` becomes `f32`.
    number_with_fraction: "number_before" => "number_float" {
        "start" => type_changed("keep", "value"),
        "more" => type_changed("keep", "value"),
    }

    /// `u32` becomes `NonZeroU32`, which is saved alike.
    number_not_zero: "number_before" => "number_not_zero" {
        "start" => resumes("{ value: 6 }", "yields how much more? | note more | ends 6 and 10"),
        "more" => resumes("{ value: 6 }", "note more | ends 6 and 10"),
    }

    /// `u32` becomes `NonZeroU32`, and a zero was saved.
    number_was_zero: "number_zero" => "number_not_zero" {
        "start" => malformed("keep", "value"),
        "more" => malformed("keep", "value").with("message", "integer `0`, expected a nonzero u32"),
    }

    /// `u32` becomes `Option<u32>`.
    option_around: "number_before" => "number_optional" {
        "start" => type_changed("keep", "value").with("expected", "Option<u32>"),
        "more" => type_changed("keep", "value"),
    }

    /// `Option<u32>` becomes `u32`.
    option_removed: "number_optional" => "number_before" {
        "start" => type_changed("keep", "value").with("found", "Option<u32>"),
        "more" => type_changed("keep", "value"),
    }

    /// `usize` becomes `u64`, as which it is saved on every platform.
    usize_fixed: "index_before" => "index_fixed" {
        "start" => resumes("{ steps: 2 }", "yields how far? | note 10 | yields how far? | note 30 | ends 30"),
        "step" => resumes("{ place: 0, items: Range { start: 1, end: 2 } }",
            "note 10 | yields how far? | note 30 | ends 30"),
        "step" => resumes("{ place: 10, items: Range { start: 2, end: 2 } }", "note 30 | ends 30"),
    }

    /// `String` becomes `Vec<u8>`.
    text_to_bytes: "text_before" => "text_bytes" {
        "start" => type_changed("keep", "value"),
        "more" => type_changed("keep", "value").with("expected", "[u8]").with("found", "String"),
    }

    /// `String` becomes `Box<str>`.
    text_boxed: "text_before" => "text_boxed" {
        "start" => resumes("{ value: \"abc\" }", "yields how much more? | note more | ends \"abc\" and 10"),
        "more" => resumes("{ value: \"abc\" }", "note more | ends \"abc\" and 10"),
    }

    /// A `&'static str` that is one of the program's texts was saved, and that text has other words now.
    text_of_the_program_changed: "wording_before" => "wording_changed" {
        "start" => resumes("{ grams: 2000 }", "yields how much? | note kilos | ends 10 kilos"),
        "amount" => malformed("weigh", "unit").with("message", "\"kg\" is none of the texts"),
    }

    /// `char` becomes `String`.
    letter_to_text: "letter_before" => "letter_text" {
        "start" => type_changed("keep", "value"),
        "more" => type_changed("keep", "value").with("expected", "String").with("found", "char"),
    }

    /// The elements of a tuple change places.
    tuple_exchanged: "pair_before" => "pair_exchanged" {
        "start" => type_changed("keep", "value"),
        "more" => type_changed("keep", "value").with("expected", "(u16, u8)"),
    }

    /// A tuple has one more element.
    tuple_longer: "pair_before" => "pair_longer" {
        "start" => type_changed("keep", "value"),
        "more" => type_changed("keep", "value"),
    }

    /// `Vec<u32>` becomes `[u32; 3]`.
    list_to_array: "list_before" => "list_array" {
        "start" => type_changed("keep", "value"),
        "more" => type_changed("keep", "value").with("found", "[u32]"),
    }

    /// `Vec<u32>` becomes `Vec<u8>`.
    list_of_bytes: "list_before" => "list_of_bytes" {
        "start" => type_changed("keep", "value"),
        "more" => type_changed("keep", "value"),
    }

    /// `Vec<u32>` becomes `VecDeque<u32>`.
    list_to_queue: "list_before" => "list_deque" {
        "start" => resumes("{ value: [2, 1, 2] }", "yields how much more? | note more | ends [2, 1, 2] and 10"),
        "more" => resumes("{ value: [2, 1, 2] }", "note more | ends [2, 1, 2] and 10"),
    }

    /// `HashMap<u32, String>` becomes `BTreeMap<u32, String>`.
    map_ordered: "table_before" => "table_ordered" {
        "start" => resumes("{ value: {1: \"a\"} }", "yields how much more? | note more | ends {1: \"a\"} and 10"),
        "more" => resumes("{ value: {1: \"a\"} }", "note more | ends {1: \"a\"} and 10"),
    }

    /// `HashMap<u32, String>` becomes `Vec<(u32, String)>`.
    map_to_list: "table_before" => "table_list" {
        "start" => type_changed("keep", "value"),
        "more" => type_changed("keep", "value"),
    }

    /// A field of a struct in a list in a map in an enum in a list has another type.
    nested_field_retyped: "nested_before" => "nested_retyped" {
        "start" => type_changed("send", "parcels"),
        "stamp" => type_changed("send", "parcels").with("expected", "[Parcel { Empty, Of({String: [Part { weight: i32 }]}) }]"),
    }

    /// A field of a struct that holds itself has another type.
    recursive_field_retyped: "recursive_before" => "recursive_retyped" {
        "start" => type_changed("pull", "chain"),
        "pull" => type_changed("pull", "chain"),
    }

    /// A generic function is used with another type.
    type_argument_changed: "generic_before" => "generic_signed" {
        "start" => type_changed("keep", "value").with("expected", "i32").with("found", "u32"),
        "more" => type_changed("keep", "value"),
    }

    /// Two fields of a struct with `#[serde(flatten)]`, which is saved with the names of its fields, change places.
    described_fields_swapped: "flattened_before" => "flattened_swapped" {
        "start" => resumes("{ order: {\"quantity\": 5, \"price\": 3, \"voucher\": Some(9), \"gift\": \"wrapped\"} }",
            "yields how much is paid? | note paid 10 | ends 5 at 3 with 1, Some(9)"),
        "pay" => resumes("{ order: {\"quantity\": 5, \"price\": 3, \"voucher\": Some(9), \"gift\": \"wrapped\"} }",
            "note paid 10 | ends 5 at 3 with 1, Some(9)"),
    }

    /// A field of such a struct has another type.
    described_field_retyped: "flattened_before" => "flattened_retyped" {
        "start" => malformed("shop", "order"),
        "pay" => malformed("shop", "order").with("message", "invalid type: integer `5`, expected a string"),
    }

    /// An optional field of such a struct has another name: serde alone would make `None` of it.
    described_field_renamed: "flattened_struct_before" => "flattened_struct_renamed" {
        "start" => malformed("shop", "order"),
        "pay" => malformed("shop", "order").with("message", "no place for `voucher`, which would be lost"),
    }

    /// An optional field of the struct that is flattened has another name.
    flattened_field_renamed: "flattened_struct_before" => "flattened_struct_inner_renamed" {
        "start" => malformed("shop", "order"),
        "pay" => malformed("shop", "order").with("message", "no place for `floor`, which would be lost"),
    }

    /// An optional field has another name, and others are flattened into a map.
    described_field_renamed_beside_a_map: "flattened_before" => "flattened_renamed" {
        "start" => malformed("shop", "order"),
        "pay" => malformed("shop", "order"),
    }

    /// A field of a struct with `#[serde(flatten)]` has another type of numbers, which holds the number that was saved.
    described_number_retyped: "flattened_struct_before" => "flattened_struct_retyped" {
        "start" => resumes("{ order: {\"price\": 3, \"voucher\": Some(9), \"street\": \"Side\", \"floor\": Some(2)} }",
            "yields how much is paid? | note paid 10 | ends 3, Some(9), Side, Some(2)"),
        "pay" => resumes("{ order: {\"price\": 3, \"voucher\": Some(9), \"street\": \"Side\", \"floor\": Some(2)} }",
            "note paid 10 | ends 3, Some(9), Side, Some(2)"),
    }

    /// Fields that follow one that is validated, so that a type's shape is not all known, change places.
    fields_swapped_behind_a_validated_one: "validated_before" => "validated_swapped" {
        "start" => type_changed("book", "accounts"),
        "amount" => type_changed("book", "accounts"),
    }

    /// Such a field has another type of numbers: its values are saved with their kinds.
    field_retyped_behind_a_validated_one: "validated_before" => "validated_retyped" {
        "start" => resumes("{ accounts: [Account { code: \"AC-1\", balance: 3, limit: 5 }] }",
            "yields how much? | note 10 | ends 10 up to [5]"),
        "amount" => resumes("{ accounts: [Account { code: \"AC-1\", balance: 3, limit: 5 }] }",
            "note 10 | ends 10 up to [5]"),
    }

    /// What validates a field accepts no longer what was saved.
    validation_stricter: "validated_before" => "validated_stricter" {
        "start" => malformed("book", "accounts"),
        "amount" => malformed("book", "accounts").with("message", "a code begins with ACC-"),
    }

    /// A field of such a struct is no longer flattened.
    described_no_more: "flattened_before" => "flattened_plain" {
        "start" => type_changed("shop", "order"),
        "pay" => type_changed("shop", "order"),
    }

    /// The variants of an untagged enum, which are told apart by what they hold, change places.
    untagged_variants_exchanged: "untagged_before" => "untagged_exchanged" {
        "start" => resumes("{ key: 4 }", "yields in which place? | note looked | ends Number(4) in 10"),
        "place" => resumes("{ key: 4 }", "note looked | ends Number(4) in 10"),
    }

    /// An untagged enum gets its tags.
    untagged_no_more: "untagged_before" => "untagged_tagged" {
        "start" => type_changed("look", "key"),
        "place" => type_changed("look", "key"),
    }
}
