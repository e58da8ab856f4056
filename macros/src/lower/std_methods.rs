//! Names of the standard library's methods, by what they do with what they are called on.

use syn::Ident;

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
    "chunks",
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
pub(super) const SOURCES: &[&str] = &[
    "chunks",
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
pub(super) const ADAPTERS: &[&str] = &[
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
    [BORROWING, SOURCES, ADAPTERS, READING]
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
