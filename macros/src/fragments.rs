//! What `macro_rules!` put in for `$e:expr` and the like, where it wrote the marked function.
//!
//! Such a fragment comes in invisible delimiters, which rustc forgets when a procedural macro gives them back
//! (rust-lang/rust#67062): `2 * $e` would become `2 * n + 1`. So they are made visible where that matters.

use proc_macro2::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree};
use syn::Expr;

// Input:  total += got * ⟦n + 1⟧;   f(⟦n + 1⟧)
// Output: total += got * (n + 1);   f(⟦n + 1⟧)
pub(crate) fn delimit(tokens: TokenStream) -> TokenStream {
    if !has_fragments(&tokens) {
        // A group made anew would forget where it ends.
        return tokens;
    }
    let tokens: Vec<_> = tokens.into_iter().collect();
    let delimited = tokens
        .iter()
        .enumerate()
        .map(|(index, token)| -> TokenStream {
            let TokenTree::Group(group) = token else {
                return token.clone().into();
            };
            if group.delimiter() != Delimiter::None && !has_fragments(&group.stream()) {
                return token.clone().into();
            }
            if group.delimiter() == Delimiter::None && is_statement(group.stream()) {
                return delimit(group.stream());
            }
            let apart = group.delimiter() == Delimiter::None
                && !stands_alone(&tokens[..index], &tokens[index + 1..])
                && may_come_apart(group.stream());
            let inside = delimit(group.stream());
            if apart {
                let mut parenthesized = Group::new(Delimiter::Parenthesis, inside);
                parenthesized.set_span(Span::mixed_site().located_at(group.span()));
                return TokenTree::from(parenthesized).into();
            }
            let mut kept = Group::new(group.delimiter(), inside);
            kept.set_span(group.span());
            TokenTree::from(kept).into()
        });
    delimited.collect()
}

/// A block, which needs no semicolon as a statement, or a `let`, which is no expression.
fn is_statement(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(group)), None) => group.delimiter() == Delimiter::Brace,
        (Some(TokenTree::Ident(word)), Some(_)) => word == "let",
        _ => false,
    }
}

fn has_fragments(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => {
            group.delimiter() == Delimiter::None || has_fragments(&group.stream())
        }
        _ => false,
    })
}

/// Whether nothing around could take a part of the fragment for itself.
fn stands_alone(before: &[TokenTree], after: &[TokenTree]) -> bool {
    let begins = match before {
        [] => true,
        [.., joint, last] if is_joint(joint) => is(joint, "=") && is(last, ">"),
        [.., last] => is(last, ",;="),
    };
    begins && after.first().is_none_or(|next| is(next, ",;"))
}

fn is(token: &TokenTree, chars: &str) -> bool {
    matches!(token, TokenTree::Punct(punct) if chars.contains(punct.as_char()))
}

fn is_joint(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint)
}

/// Whether the tokens are an expression of several parts; types and patterns that read like one may stand in
/// parentheses as well.
fn may_come_apart(tokens: TokenStream) -> bool {
    let Ok(mut expr) = syn::parse2::<Expr>(tokens) else {
        return false;
    };
    while let Expr::Group(group) = expr {
        expr = *group.expr;
    }
    matches!(
        expr,
        Expr::Assign(_)
            | Expr::Binary(_)
            | Expr::Break(_)
            | Expr::Cast(_)
            | Expr::Closure(_)
            | Expr::Range(_)
            | Expr::RawAddr(_)
            | Expr::Reference(_)
            | Expr::Return(_)
            | Expr::Struct(_)
            | Expr::Unary(_)
    )
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream};
    use quote::quote;

    fn delimited(tokens: impl FnOnce(Group) -> TokenStream, fragment: TokenStream) -> String {
        super::delimit(tokens(Group::new(Delimiter::None, fragment))).to_string()
    }

    #[test]
    fn fragments_keep_together() {
        let sum = || quote!(n + 1);
        assert_eq!(delimited(|e| quote!(2 * #e), sum()), "2 * (n + 1)");
        assert_eq!(
            delimited(|e| quote!(#e.abs()), quote!(-1)),
            "(- 1) . abs ()"
        );
        assert_eq!(delimited(|e| quote!(a == #e, b), sum()), "a == (n + 1) , b");
        assert_eq!(
            delimited(|e| quote!(m!(x, #e * 2)), sum()),
            "m ! (x , (n + 1) * 2)"
        );
        assert_eq!(delimited(|e| quote!(x = #e;), sum()), "x = n + 1 ;");
        assert_eq!(delimited(|e| quote!(x => #e, y), sum()), "x => n + 1 , y");
        assert_eq!(delimited(|e| quote!(x += #e;), sum()), "x += (n + 1) ;");
        assert_eq!(delimited(|t| quote!(Vec<#t>), quote!(u32)), "Vec < u32 >");
    }
}
