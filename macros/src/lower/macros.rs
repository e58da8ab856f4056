//! Macro calls that do not suspend: their tokens are searched for names, those in format strings too.

use std::collections::BTreeSet;

use proc_macro2::{Group, Ident, Spacing, TokenStream, TokenTree};
use quote::quote;
use syn::Macro;

use super::Lowerer;
use crate::flow::Flow;

/// The flow of a macro call: it may use every local that it mentions.
pub(super) fn flow(lowerer: &mut Lowerer<'_>, mac: &mut Macro) -> Flow {
    let mut search = Search {
        parts: Vec::new(),
        jumps: false,
        arguments: named_arguments(&mac.tokens),
        renamed_captures: BTreeSet::new(),
    };
    mac.tokens = search.tokens(lowerer, mac.tokens.clone());
    for name in &search.renamed_captures {
        if takes_format_arguments(mac) {
            let tokens = &mac.tokens;
            let key = Ident::new(name, proc_macro2::Span::call_site());
            let mut reached = key.clone();
            lowerer.scopes.reach(&mut reached);
            let comma = (!ends_with_comma(tokens)).then(|| quote!(,));
            mac.tokens = quote!(#tokens #comma #key = #reached);
        } else {
            lowerer.errors.at(&*mac, format!("this macro uses `{name}` inside a string, and another variable of that name hides it at a later yield; rename one of the two"));
        }
    }
    let mut parts = search.parts;
    if search.jumps {
        let targets = lowerer.scopes.targets().iter();
        let mut exits = vec![Flow::nothing()];
        for target in targets {
            exits.push(Flow::Break(target.id));
            if target.is_loop() {
                exits.push(Flow::Continue(target.id));
            }
        }
        parts.push(Flow::Branch(exits));
    }
    if never_returns(mac) {
        parts.push(Flow::Leave);
    }
    Flow::Sequence(parts)
}

struct Search {
    parts: Vec<Flow>,
    jumps: bool,
    /// What `name = value` arguments are called: a format string means these.
    arguments: BTreeSet<String>,
    /// Names captured by format strings whose local has been renamed.
    renamed_captures: BTreeSet<String>,
}

impl Search {
    fn tokens(&mut self, lowerer: &mut Lowerer<'_>, tokens: TokenStream) -> TokenStream {
        let mut tokens = tokens.into_iter().peekable();
        let mut after_dot = false;
        let mut found = Vec::new();
        while let Some(token) = tokens.next() {
            // A field, or the key of an argument or of a field's value, is no variable.
            let is_key = matches!(tokens.peek(), Some(TokenTree::Punct(p)) if p.spacing() == Spacing::Alone && (p.as_char() == ':' || p.as_char() == '='))
                && matches!(&token, TokenTree::Ident(name) if self.arguments.contains(&name.to_string()) || matches!(tokens.peek(), Some(TokenTree::Punct(p)) if p.as_char() == ':'));
            let dot = matches!(&token, TokenTree::Punct(p) if p.as_char() == '.' && p.spacing() == Spacing::Alone);
            found.push(if is_key || after_dot {
                token
            } else {
                self.token(lowerer, token)
            });
            after_dot = dot;
        }
        found.into_iter().collect()
    }

    fn token(&mut self, lowerer: &mut Lowerer<'_>, token: TokenTree) -> TokenTree {
        match token {
            TokenTree::Ident(mut name) => {
                self.jumps |= name == "break" || name == "continue";
                self.parts
                    .extend(lowerer.scopes.reach(&mut name).map(Flow::Use));
                name.into()
            }
            TokenTree::Literal(literal) => {
                for name in captures(&literal.to_string()) {
                    if self.arguments.contains(&name) {
                        continue;
                    }
                    if let Some(local) = lowerer.scopes.lookup(&name) {
                        self.parts.push(Flow::Use(local));
                        if lowerer.scopes.is_renamed(local) {
                            self.renamed_captures.insert(name);
                        }
                    }
                }
                literal.into()
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), self.tokens(lowerer, group.stream()));
                inner.set_span(group.span());
                inner.into()
            }
            punct @ TokenTree::Punct(_) => punct,
        }
    }
}

/// The keys of `name = value` arguments.
fn named_arguments(tokens: &TokenStream) -> BTreeSet<String> {
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    let is_equals = |token: &TokenTree| matches!(token, TokenTree::Punct(p) if p.as_char() == '=' && p.spacing() == Spacing::Alone);
    let pairs = tokens.windows(2).filter(|pair| is_equals(&pair[1]));
    pairs
        .filter_map(|pair| match &pair[0] {
            TokenTree::Ident(name) => Some(name.to_string()),
            _ => None,
        })
        .collect()
}

/// The names that a literal would capture if it were a format string.
pub(crate) fn captures(literal: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = literal;
    while let Some(open) = rest.find(['{', '$']) {
        // `{name` and, for a width or precision, `name$`.
        if rest[open..].starts_with('$') {
            let before: String = rest[..open]
                .chars()
                .rev()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            let name: String = before.chars().rev().collect();
            // Flags and a fill may stand before a width.
            names.push(
                name.trim_start_matches(|c: char| c.is_ascii_digit())
                    .to_owned(),
            );
            rest = &rest[open + 1..];
            continue;
        }
        let inside = &rest[open + 1..];
        names.push(
            inside
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect(),
        );
        rest = inside;
    }
    names.retain(|name: &String| name.starts_with(|c: char| c.is_alphabetic() || c == '_'));
    names
}

fn last_segment(mac: &Macro) -> String {
    mac.path
        .segments
        .last()
        .map(|segment| segment.ident.to_string())
        .unwrap_or_default()
}

fn never_returns(mac: &Macro) -> bool {
    matches!(
        &*last_segment(mac),
        "panic" | "unreachable" | "todo" | "unimplemented"
    )
}

/// Whether `name = value` may be appended to the arguments.
fn takes_format_arguments(mac: &Macro) -> bool {
    formats(&last_segment(mac))
}

/// Whether a macro of this name takes a format string and its arguments.
pub(crate) fn formats(name: &str) -> bool {
    matches!(
        name,
        "format"
            | "format_args"
            | "print"
            | "println"
            | "eprint"
            | "eprintln"
            | "write"
            | "writeln"
            | "panic"
            | "unreachable"
            | "todo"
            | "unimplemented"
            | "assert"
            | "assert_eq"
            | "assert_ne"
            | "debug_assert"
            | "debug_assert_eq"
            | "debug_assert_ne"
            | "anyhow"
            | "bail"
            | "ensure"
    )
}

pub(crate) fn ends_with_comma(tokens: &TokenStream) -> bool {
    let last = tokens.clone().into_iter().last();
    matches!(last, Some(TokenTree::Punct(punct)) if punct.as_char() == ',')
}

/// The definition of a macro without its `$x`.
pub(super) fn without_metavariables(tokens: TokenStream) -> TokenStream {
    let mut after_dollar = false;
    let kept = tokens.into_iter().filter_map(|token| {
        let dropped = std::mem::replace(
            &mut after_dollar,
            matches!(&token, TokenTree::Punct(p) if p.as_char() == '$'),
        );
        match token {
            TokenTree::Ident(_) if dropped => None,
            TokenTree::Group(group) => {
                Some(Group::new(group.delimiter(), without_metavariables(group.stream())).into())
            }
            token => Some(token),
        }
    });
    kept.collect()
}

/// Every identifier in `tokens`, those captured by format strings too.
pub(crate) fn names(tokens: TokenStream, into: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                into.insert(name.to_string());
            }
            TokenTree::Literal(literal) => into.extend(captures(&literal.to_string())),
            TokenTree::Group(group) => names(group.stream(), into),
            TokenTree::Punct(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::captures;

    #[test]
    fn names_in_format_strings() {
        assert_eq!(
            captures(r#""{x} {y:?} {{z}} {0} {:>width$} {:.*} {n:0bits$b}""#),
            ["x", "y", "z", "width", "n", "bits"]
        );
        assert!(captures("\"no braces\"").is_empty());
    }
}
