//! Names of the standard library's methods, by what they do with what they are called on.

use syn::{ExprMethodCall, Ident};

/// Methods of the standard library that give a borrow of, or out of, their receiver and have no effect.
pub(super) const BORROWING: &[&str] = &[
    "as_bytes",
    "as_deref",
    "as_deref_mut",
    "as_mut",
    "as_mut_slice",
    "as_mut_str",
    "as_os_str",
    "as_path",
    "as_ref",
    "as_slice",
    "as_str",
    "back",
    "back_mut",
    "err",
    "expect",
    "extension",
    "file_name",
    "file_stem",
    "first",
    "first_chunk",
    "first_key_value",
    "first_mut",
    "front",
    "front_mut",
    "get",
    "get_key_value",
    "get_mut",
    "last",
    "last_chunk",
    "last_key_value",
    "last_mut",
    "ok",
    "ok_or",
    "ok_or_else",
    "or",
    "or_else",
    "parent",
    "rsplit_once",
    "split_at",
    "split_at_checked",
    "split_at_mut",
    "split_first",
    "split_first_mut",
    "split_last",
    "split_last_mut",
    "split_once",
    "strip_prefix",
    "strip_suffix",
    "to_str",
    "trim",
    "trim_ascii",
    "trim_end",
    "trim_end_matches",
    "trim_matches",
    "trim_start",
    "trim_start_matches",
    "unwrap",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
];

/// Those of them that options and results have.
pub(super) const OF_OPTIONS: &[&str] = &[
    "err",
    "expect",
    "ok",
    "ok_or",
    "ok_or_else",
    "or",
    "or_else",
    "unwrap",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
];

/// Methods that start an iteration over shared borrows. What mutable ones choose may be changed, and chosen otherwise then.
pub(super) const LENDING_ITERATIONS: &[&str] = &[
    "iter",
    "keys",
    "lines",
    "matches",
    "range",
    "rsplit",
    "rsplitn",
    "split",
    "split_ascii_whitespace",
    "split_terminator",
    "split_whitespace",
    "splitn",
    "values",
    "windows",
];

/// Methods that give other iterators over the same borrows.
pub(super) const KEEPING_ADAPTERS: &[&str] = &[
    "filter",
    "rev",
    "skip",
    "skip_while",
    "step_by",
    "take",
    "take_while",
];

/// Methods that choose an item of an iteration.
pub(super) const CHOOSERS: &[&str] = &[
    "find",
    "last",
    "max",
    "max_by",
    "max_by_key",
    "min",
    "min_by",
    "min_by_key",
    "next",
    "next_back",
    "nth",
];

/// Other methods that change nothing.
const READING: &[&str] = &[
    "bytes",
    "capacity",
    "char_indices",
    "chars",
    "clone",
    "cloned",
    "cmp",
    "contains",
    "contains_key",
    "copied",
    "count",
    "ends_with",
    "eq",
    "is_empty",
    "is_none",
    "is_some",
    "len",
    "map",
    "starts_with",
    "sum",
    "to_owned",
    "to_string",
    "to_vec",
];

/// Whether a method is known to change nothing.
pub(super) fn only_reads(method: &Ident) -> bool {
    [BORROWING, LENDING_ITERATIONS, KEEPING_ADAPTERS, READING]
        .iter()
        .any(|names| is_one_of(method, names) && !method.to_string().ends_with("_mut"))
}

pub(super) fn is_one_of(method: &Ident, names: &[&str]) -> bool {
    names.iter().any(|name| method == name)
}

/// Whether a method takes what it is called on for good: an option, or a result.
pub(super) fn takes_for_good(method: &Ident) -> bool {
    is_one_of(method, OF_OPTIONS) || method == "map" || method == "and_then"
}

/// std's adapters, with the number of their arguments.
pub(super) const ADAPTERS: &[(&str, usize)] = &[
    ("chain", 1),
    ("cloned", 0),
    ("copied", 0),
    ("cycle", 0),
    ("enumerate", 0),
    ("filter", 1),
    ("filter_map", 1),
    ("flat_map", 1),
    ("flatten", 0),
    ("fuse", 0),
    ("inspect", 1),
    ("map", 1),
    ("map_while", 1),
    ("peekable", 0),
    ("rev", 0),
    ("scan", 2),
    ("skip", 1),
    ("skip_while", 1),
    ("step_by", 1),
    ("take", 1),
    ("take_while", 1),
    ("zip", 1),
];

/// The methods that borrow, of which the runtime has its own, with the number of their arguments.
pub(super) const SOURCES: &[(&str, usize)] = &[
    ("bytes", 0),
    ("char_indices", 0),
    ("chars", 0),
    ("chunks", 1),
    ("chunks_exact", 1),
    ("chunks_mut", 1),
    ("iter", 0),
    ("iter_mut", 0),
    ("keys", 0),
    ("lines", 0),
    ("match_indices", 1),
    ("matches", 1),
    ("range", 1),
    ("rchunks", 1),
    ("rsplit", 1),
    ("rsplit_terminator", 1),
    ("rsplitn", 2),
    ("split", 1),
    ("split_ascii_whitespace", 0),
    ("split_inclusive", 1),
    ("split_terminator", 1),
    ("split_whitespace", 0),
    ("splitn", 2),
    ("values", 0),
    ("values_mut", 0),
    ("windows", 1),
];

/// Methods that give up a collection, or a part of it, for its items.
pub(super) const OWNED: &[(&str, usize)] = &[
    ("drain", 1),
    ("into_iter", 0),
    ("into_keys", 0),
    ("into_values", 0),
];

/// Whether a method is called with as many arguments as one of these has.
pub(super) fn calls_one_of(call: &ExprMethodCall, methods: &[(&str, usize)]) -> bool {
    let found = methods.iter().find(|(name, _)| call.method == name);
    found.is_some_and(|(_, count)| call.args.len() == *count)
}

/// Those of them whose iterators have types that depend on their arguments.
pub(super) const GENERIC: &[&str] = &[
    "match_indices",
    "matches",
    "rsplit",
    "rsplit_terminator",
    "rsplitn",
    "split",
    "split_inclusive",
    "split_terminator",
    "splitn",
];
