//! Labels in copies of the user's code: left out where nothing jumps to them, renamed where one would stand inside
//! of itself, and turned where a `continue` has to end a turn that runs outside of its loop.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;
use syn::{Ident, Label, Lifetime};

/// The label, if a jump in this copy of what it stands before goes to it.
pub(super) fn used<'l>(label: Option<&'l Label>, inside: &TokenStream) -> Option<&'l Label> {
    label.filter(|label| mentions(inside.clone(), &label.name.ident.to_string()))
}

fn mentions(tokens: TokenStream, label: &str) -> bool {
    let mut after_quote = false;
    tokens.into_iter().any(|token| {
        let named = std::mem::replace(&mut after_quote, is_quote(&token));
        match token {
            TokenTree::Ident(name) => named && name == label,
            TokenTree::Group(group) => mentions(group.stream(), label),
            _ => false,
        }
    })
}

/// Makes every `continue 'from` a `break 'to`.
pub(super) fn continued_by_break(tokens: TokenStream, from: &str, to: &Lifetime) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut replaced = TokenStream::new();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(keyword) if keyword == "continue" => {
                let label = if tokens.peek().is_some_and(is_quote) {
                    tokens.by_ref().take(2).collect()
                } else {
                    Vec::new()
                };
                let named = matches!(label.last(), Some(TokenTree::Ident(name)) if name == from);
                if named {
                    replaced.extend(quote!(break #to));
                } else {
                    replaced.extend(std::iter::once(TokenTree::Ident(keyword)).chain(label));
                }
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(
                    group.delimiter(),
                    continued_by_break(group.stream(), from, to),
                );
                inner.set_span(group.span());
                replaced.extend([TokenTree::Group(inner)]);
            }
            token => replaced.extend([token]),
        }
    }
    replaced
}

/// Makes every label `'from` a `'to`.
pub(super) fn relabelled(tokens: TokenStream, from: &str, to: &Ident) -> TokenStream {
    let mut after_quote = false;
    let relabel = |token: TokenTree| {
        let named = std::mem::replace(&mut after_quote, is_quote(&token));
        match token {
            TokenTree::Ident(name) if named && name == from => to.clone().into(),
            TokenTree::Group(group) => {
                let inside = relabelled(group.stream(), from, to);
                let mut inner = Group::new(group.delimiter(), inside);
                inner.set_span(group.span());
                inner.into()
            }
            token => token,
        }
    };
    tokens.into_iter().map(relabel).collect()
}

fn is_quote(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '\'')
}
