//! A method's `self` as a variable like the others: it is given a name that a variable can have.
//!
//! `Self` stays as it is: a method's body is emitted inside its `impl` block.

use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};
use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, ExprPath, Item, Macro, Pat, Receiver, ReceiverKind, Type, parse_quote};

use crate::errors::Errors;
use crate::lower::macros;
use crate::names;

/// Why a method of a resumable takes `self` by value.
pub(crate) const BORROWED: &str = "a resumable method takes `self` by value: it is saved in the snapshot, which must not borrow from the caller; write `self` or `mut self`, and return what the caller needs back";

/// The parameter that stands for `self`: its pattern and its type.
pub(crate) fn parameter(receiver: &Receiver, errors: &Errors) -> (Pat, Type) {
    let ty = match &receiver.kind {
        ReceiverKind::Typed(_, ty) => (**ty).clone(),
        ReceiverKind::Value => {
            let name = Ident::new("Self", receiver.self_token.span);
            parse_quote!(#name)
        }
        _ => {
            errors.at(receiver, BORROWED);
            parse_quote!(Self)
        }
    };
    let (mutability, name) = (receiver.mutability, renamed(receiver.self_token.span));
    (parse_quote!(#mutability #name), ty)
}

fn renamed(place: Span) -> Ident {
    Ident::new(names::RECEIVER, place)
}

/// Whether `self` stands in the tokens, and is no module.
pub(crate) fn mentions(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let found = match token {
            TokenTree::Ident(name) => {
                let in_path =
                    matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':');
                name == "self" && !in_path
            }
            TokenTree::Group(group) => mentions(group.stream()),
            _ => false,
        };
        if found {
            return true;
        }
    }
    false
}

// Input:  self.total += step; format!("{self}: {}", self.total)
// Output: __self.total += step; format!("{self}: {}", __self.total, self = __self)
pub(crate) fn rename(body: &mut Block, errors: &Errors) {
    Rename { errors }.visit_block_mut(body);
}

struct Rename<'e> {
    errors: &'e Errors,
}

impl VisitMut for Rename<'_> {
    fn visit_expr_path_mut(&mut self, path: &mut ExprPath) {
        if path.qself.is_none() && path.path.is_ident("self") {
            let name = &mut path.path.segments[0].ident;
            *name = renamed(name.span());
            return;
        }
        visit_mut::visit_expr_path_mut(self, path);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Verbatim(tokens) => *tokens = self.tokens(tokens.clone(), false),
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_macro_mut(&mut self, mac: &mut Macro) {
        let name = mac.path.segments.last().map(|segment| &segment.ident);
        mac.tokens = self.arguments(name, mac.tokens.clone());
    }

    fn visit_item_mut(&mut self, item: &mut Item) {
        // The `self` of other items is theirs, but a macro's is the method's.
        if let Item::Macro(item) = item {
            item.mac.tokens = self.tokens(item.mac.tokens.clone(), false);
        }
    }

    fn visit_ident_mut(&mut self, name: &mut Ident) {
        self.check(name);
    }
}

impl Rename<'_> {
    fn check(&self, name: &Ident) {
        if name == names::RECEIVER {
            let text = names::RECEIVER;
            self.errors.at(name, format!("`{text}` is what `self` is called in the code that is generated for this method; choose another name"));
        }
    }

    /// The arguments of a macro; a format string that captures `self` is given it by that name.
    fn arguments(&self, name: Option<&Ident>, tokens: TokenStream) -> TokenStream {
        let takes_names = name.is_some_and(|name| macros::formats(&name.to_string()));
        let given = takes_names && has_key(&tokens);
        let captured = tokens.clone().into_iter().find(captures_self);
        let tokens = self.tokens(tokens, given);
        match captured {
            Some(_) if given => tokens,
            Some(literal) if takes_names => {
                let (key, value) = (Ident::new("self", literal.span()), renamed(literal.span()));
                let comma = (!macros::ends_with_comma(&tokens)).then(|| quote!(,));
                quote!(#tokens #comma #key = #value)
            }
            Some(literal) => {
                self.errors.at(literal, "`self` inside a string cannot be seen by this macro in a resumable method; write `{}` and give it as an argument");
                tokens
            }
            None => tokens,
        }
    }

    /// Renames in tokens whose grammar is not known; `keyed` when `self = value` names an argument.
    fn tokens(&self, tokens: TokenStream, keyed: bool) -> TokenStream {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let mut found = Vec::with_capacity(tokens.len());
        let mut index = 0;
        while index < tokens.len() {
            let end = item_end(&tokens, index);
            if end > index {
                found.extend_from_slice(&tokens[index..end]);
                index = end;
                continue;
            }
            let before = index.checked_sub(1).map(|before| &tokens[before]);
            let after = tokens.get(index + 1);
            found.push(match &tokens[index] {
                TokenTree::Ident(name) if name == "self" => {
                    let other = is_punct(before, '$')
                        || is_path_separator(&tokens[index + 1..])
                        || keyed && is_punct_alone(after, '=');
                    if other {
                        tokens[index].clone()
                    } else {
                        renamed(name.span()).into()
                    }
                }
                TokenTree::Ident(name) => {
                    self.check(name);
                    name.clone().into()
                }
                TokenTree::Group(group) => {
                    let called = (is_punct(before, '!') && index > 1).then(|| &tokens[index - 2]);
                    let inside = match (called, before) {
                        (Some(TokenTree::Ident(name)), _) => {
                            self.arguments(Some(name), group.stream())
                        }
                        (_, Some(TokenTree::Ident(word))) if word == "pub" => group.stream(),
                        _ => self.tokens(group.stream(), false),
                    };
                    let mut group_of_renamed = Group::new(group.delimiter(), inside);
                    group_of_renamed.set_span(group.span());
                    group_of_renamed.into()
                }
                other => other.clone(),
            });
            index += 1;
        }
        found.into_iter().collect()
    }
}

/// Where an item that begins here ends, which has a `self` of its own; the place itself if none does.
fn item_end(tokens: &[TokenTree], start: usize) -> usize {
    let begins = match (&tokens[start], tokens.get(start + 1)) {
        (TokenTree::Ident(word), Some(TokenTree::Ident(_))) => {
            ["fn", "trait", "struct", "enum", "mod", "use", "impl"]
                .iter()
                .any(|item| word == item)
        }
        (TokenTree::Ident(word), Some(TokenTree::Punct(angle))) => {
            word == "impl" && angle.as_char() == '<'
        }
        _ => false,
    };
    if !begins {
        return start;
    }
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_punct(Some(token), ';'),
    };
    let length = tokens[start..].iter().position(ends);
    length.map_or(start, |length| start + length + 1)
}

fn is_punct(token: Option<&TokenTree>, char: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == char)
}

fn is_punct_alone(token: Option<&TokenTree>, char: char) -> bool {
    is_punct(token, char)
        && matches!(token, Some(TokenTree::Punct(punct)) if punct.spacing() == Spacing::Alone)
}

fn is_path_separator(tokens: &[TokenTree]) -> bool {
    is_punct(tokens.first(), ':') && is_punct(tokens.get(1), ':')
}

/// Whether `self = value` is among the arguments.
fn has_key(tokens: &TokenStream) -> bool {
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    tokens.windows(2).any(|pair| {
        matches!(&pair[0], TokenTree::Ident(name) if name == "self")
            && is_punct_alone(pair.get(1), '=')
    })
}

fn captures_self(token: &TokenTree) -> bool {
    let TokenTree::Literal(literal) = token else {
        return false;
    };
    let text = literal.to_string();
    let is_text = text.starts_with(['"', 'r']);
    let text = text.replace("{{", "").replace("}}", "");
    is_text && macros::captures(&text).iter().any(|name| name == "self")
}
