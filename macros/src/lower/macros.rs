//! Macro calls that do not suspend: their tokens are searched for names, those in format strings too.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Macro;

use super::Lowerer;
use crate::flow::{Change, Flow};
use crate::marker::{self, Piece};
use crate::names;

/// The flow of a macro call: what it is known to evaluate is evaluated in order, and it may use every other local
/// that it mentions.
pub(super) fn flow(lowerer: &mut Lowerer<'_>, mac: &mut Macro) -> Flow {
    let mut search = Search {
        parts: Vec::new(),
        jumps: false,
        arguments: named_arguments(&mac.tokens),
        renamed_captures: BTreeSet::new(),
        only_reads: takes_format_arguments(mac) && !mentions_mut(&mac.tokens),
    };
    mac.tokens = match marker::pieces(mac) {
        Some(pieces) => pieces
            .into_iter()
            .map(|piece| search.piece(lowerer, piece))
            .collect(),
        None => search.tokens(lowerer, mac.tokens.clone()),
    };
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
    /// Whether the macro changes none of the variables it mentions.
    only_reads: bool,
}

/// Whether a mutable borrow may be taken in the tokens, or something assigned.
fn mentions_mut(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(name) => name == "mut",
        TokenTree::Group(group) => {
            group.delimiter() != proc_macro2::Delimiter::None || mentions_mut(&group.stream())
        }
        _ => false,
    })
}

impl Search {
    fn piece(&mut self, lowerer: &mut Lowerer<'_>, piece: Piece) -> TokenStream {
        match piece {
            Piece::Kept(kept) => self.tokens(lowerer, kept),
            Piece::Value(mut expr) | Piece::Place(mut expr) => {
                self.parts.push(lowerer.plain(&mut expr));
                expr.into_token_stream()
            }
            Piece::Later(mut expr) => {
                let later = lowerer.plain(&mut expr);
                self.parts.push(Flow::Branch(vec![later, Flow::nothing()]));
                expr.into_token_stream()
            }
        }
    }

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
                if let Some(local) = lowerer.scopes.reach(&mut name) {
                    self.parts.push(lowerer.scopes.uses(local));
                    if !self.only_reads && lowerer.scopes.locals[local.0].mutable {
                        self.parts.push(Flow::Change(local, Change::default()));
                    }
                    if lowerer.scopes.is_in_place(local) {
                        let mut place = Group::new(Delimiter::Parenthesis, quote!(*#name));
                        place.set_span(name.span());
                        return place.into();
                    }
                }
                name.into()
            }
            TokenTree::Literal(literal) => {
                for name in captures(&literal.to_string()) {
                    if self.arguments.contains(&name) {
                        continue;
                    }
                    if let Some(local) = lowerer.scopes.lookup(&name) {
                        self.parts.push(lowerer.scopes.uses(local));
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

pub(super) fn never_returns(mac: &Macro) -> bool {
    matches!(
        &*marker::name(mac),
        "panic" | "unreachable" | "todo" | "unimplemented"
    )
}

/// Whether `name = value` may be appended to the arguments.
fn takes_format_arguments(mac: &Macro) -> bool {
    formats(&marker::name(mac))
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

/// Where a name stands in `tokens`.
pub(super) fn mention(name: &str, tokens: TokenStream) -> Option<Span> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) => (names::plain_text(&ident) == name).then(|| ident.span()),
        TokenTree::Group(group) => mention(name, group.stream()),
        _ => None,
    })
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
