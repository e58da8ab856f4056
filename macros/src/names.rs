//! Every name and path that the generated code uses, and the spans it carries.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Label, Lifetime, Path, Token, Type};

use crate::edits::Edits;
use crate::flow::LocalId;
use crate::ir::PlaceId;

/// An identifier that no code of the user's can reach.
pub(crate) fn hidden(text: &str) -> Ident {
    Ident::new(text, Span::mixed_site())
}

/// What a method's `self` is called, since no variable can have that name.
pub(crate) const RECEIVER: &str = "__self";

/// Whether generated code has a variable of this name where the user's code stands.
pub(crate) fn is_generated(text: &str) -> bool {
    matches!(
        text,
        "answer"
            | "at"
            | "flow"
            | "input"
            | "point"
            | "sink"
            | "source"
            | "state"
            | "value"
            | "yielded"
    )
}

/// A variable's name as users know it.
pub(crate) fn plain_text(name: &Ident) -> String {
    let text = name.to_string();
    if text == RECEIVER {
        return "self".to_owned();
    }
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}

/// A field for a variable of this name, which may be a keyword.
pub(crate) fn field(text: &str, span: Span) -> Ident {
    let span = Span::mixed_site().located_at(span);
    let text = if text == "self" { RECEIVER } else { text };
    if syn::parse_str::<Ident>(text).is_ok() {
        Ident::new(text, span)
    } else {
        Ident::new_raw(text, span)
    }
}

/// Paths into the runtime.
pub(crate) struct Runtime {
    krate: Path,
}

impl Runtime {
    pub(crate) fn new(krate: Path) -> Self {
        Runtime { krate }
    }

    /// `::resumable::name`
    pub(crate) fn public(&self, name: &str) -> TokenStream {
        let (krate, name) = (&self.krate, hidden(name));
        quote!(#krate::#name)
    }

    /// The private interface under its full path, for use outside the machine.
    pub(crate) fn private(&self) -> TokenStream {
        let krate = &self.krate;
        quote!(#krate::__private::v1)
    }
}

/// The private interface inside the machine, where it is imported under this name.
pub(crate) fn rt() -> Ident {
    hidden("__rt")
}

/// The same where rustc may have something to say about the user's code.
pub(crate) fn rt_at(place: Span) -> Ident {
    Ident::new("__rt", place)
}

/// A place of its own for a variable.
pub(crate) fn place(place: PlaceId) -> Ident {
    hidden(&format!("__place_{}", place.0))
}

/// The state enum; items have no hygiene, hence the underscores.
pub(crate) fn state_type() -> Ident {
    hidden("__State")
}

/// The state enum's variant for a point.
pub(crate) fn variant(point: usize) -> Ident {
    if point == 0 {
        hidden("Start")
    } else {
        hidden(&format!("P{point}"))
    }
}

pub(crate) fn vacant() -> Ident {
    hidden("Vacant")
}

/// The state enum's method that takes it apart.
pub(crate) fn taken() -> Ident {
    hidden("__taken")
}

/// The state enum's method that puts it together.
pub(crate) fn put() -> Ident {
    hidden("__put")
}

/// In what form a variable waits in the state.
#[derive(Clone)]
pub(crate) enum Form<'t> {
    /// As it is.
    Value,
    /// As its type decides.
    ByType,
    /// As one of these texts.
    Text(Vec<&'t TokenStream>),
}

/// `live(variable)`: if it cannot be saved, rustc reports it at the variable.
pub(crate) fn live(variable: &Ident, form: &Form<'_>) -> TokenStream {
    let place = variable.span();
    let function = match form {
        Form::Value => "live",
        Form::ByType => "live_by_type",
        Form::Text(_) => "live_text",
    };
    let (rt, function) = (rt_at(place), Ident::new(function, place));
    quote_spanned!(place=> #rt::#function(#variable))
}

/// The same, with a message of its own for a variable that borrows. Once a variable, since it takes rustc longer.
pub(crate) fn show(variable: &Ident) -> TokenStream {
    let place = variable.span();
    let rt = rt_at(place);
    quote_spanned!(place=> (&&&#rt::Choice::of(#variable)).show(#variable))
}

/// `slot(&mut variable)`, for the place that a variable is read into; reported as `live` is.
pub(crate) fn slot(variable: &Ident, form: Form<'_>) -> TokenStream {
    let place = variable.span();
    let rt = rt_at(place);
    match form {
        Form::Value => quote_spanned!(place=> #rt::slot(&mut #variable)),
        Form::ByType => quote_spanned!(place=> #rt::slot_by_type(&mut #variable)),
        Form::Text(texts) => {
            quote_spanned!(place=> &mut #rt::text_slot(&mut #variable, &[#(#texts),*]))
        }
    }
}

/// `adapted(&mut variable, ..)`, for the place of a variable with `#[default]` or `#[was]`. What rustc says about the
/// attributes' contents it says there.
pub(crate) fn adapted(variable: &Ident, edits: &Edits) -> TokenStream {
    let (place, generated) = (variable.span(), rt());
    let rt = rt_at(place);
    let default = edits.default.as_ref().map(|expr| {
        let place = Span::mixed_site().located_at(expr.span());
        let rt = rt_at(place);
        quote_spanned!(place=> #rt::Some(|| #expr))
    });
    let default = default.unwrap_or_else(|| quote!(#generated::None));
    let was = edits.was.iter().map(|old| {
        let place = Span::mixed_site().located_at(old.span());
        let rt = rt_at(place);
        quote_spanned!(place=> #rt::was::<#old, _>())
    });
    quote_spanned!(place=> &mut #rt::adapted(&mut #variable, #default, &[#(#was),*]))
}

/// The callee of an `.await`, which must be a coroutine of the same yields and resumes.
pub(crate) fn delegate(
    place: Span,
    yields: &Type,
    resume: &Type,
    callee: impl ToTokens,
) -> TokenStream {
    let span = Span::mixed_site().located_at(place);
    let method = Ident::new("__delegate", place);
    quote_spanned!(span=> (#callee).#method::<#yields, #resume>())
}

/// The same in a function with requests: what is awaited decides how it becomes a coroutine that asks them.
pub(crate) fn delegate_in(place: Span, request: &Type, callee: impl ToTokens) -> TokenStream {
    let span = Span::mixed_site().located_at(place);
    let method = Ident::new("__delegate_in", place);
    quote_spanned!(span=> (#callee).#method::<#request>())
}

/// The text of tokens with spaces as rustfmt would mostly put them.
pub(crate) fn readable(tokens: impl ToTokens) -> String {
    let mut literals = Vec::new();
    let mut text = without_spaced_literals(tokens.to_token_stream(), &mut literals).to_string();
    for (wide, narrow) in [
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" !", "!"),
        (" ,", ","),
        (" .", "."),
        (". ", "."),
        (" ;", ";"),
        (" ::", "::"),
        (":: ", "::"),
        (" ?", "?"),
        ("& ", "&"),
        (" [", "["),
        ("[ ", "["),
        (" ]", "]"),
        (" :", ":"),
    ] {
        text = text.replace(wide, narrow);
    }
    for (stand_in, literal) in &literals {
        text = text.replacen(stand_in, literal, 1);
    }
    // As it was before the receiver was renamed.
    text.replace(&format!(", self = {RECEIVER}"), "")
        .replace(RECEIVER, "self")
}

/// The tokens with a name for each literal that has spaces of its own.
fn without_spaced_literals(
    tokens: TokenStream,
    literals: &mut Vec<(String, String)>,
) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Literal(literal) if literal.to_string().contains(' ') => {
                let stand_in = format!("__literal_{}_", literals.len());
                let ident = Ident::new(&stand_in, literal.span());
                literals.push((stand_in, literal.to_string()));
                ident.into()
            }
            TokenTree::Group(group) => {
                let inner = without_spaced_literals(group.stream(), literals);
                Group::new(group.delimiter(), inner).into()
            }
            other => other,
        })
        .collect()
}

/// A label that no code of the user's can reach.
pub(crate) fn label(text: &str) -> Label {
    let name = Lifetime::new(&format!("'{text}"), Span::mixed_site());
    Label {
        name,
        colon_token: <Token![:]>::default(),
    }
}

/// The type of a method's definition: `Stack_run` for `Stack::run`.
pub(crate) fn definition_of_method(owner: &str, method: &Ident) -> Ident {
    Ident::new(&format!("{owner}_{}", plain_text(method)), method.span())
}

/// The associated function that a method's machine is in, where `Self` means what it does in the method.
pub(crate) fn machine_of_method(method: &Ident) -> Ident {
    hidden(&format!("__resumable_{}", plain_text(method)))
}

/// The type parameter that stands for an `impl Trait` in a parameter's type.
pub(crate) fn impl_trait(index: usize, place: Span) -> Ident {
    Ident::new(
        &format!("__Impl{index}"),
        Span::mixed_site().located_at(place),
    )
}

/// Where an argument waits for the first step.
pub(crate) fn argument(index: usize) -> Ident {
    hidden(&format!("__argument_{index}"))
}

/// Where the last item of an iterator waits that was made again with it.
pub(crate) fn current(items: LocalId) -> Ident {
    hidden(&format!("__current_{}", items.0))
}

/// The iterator of a `for` loop in a form that can be saved, chosen by its type.
pub(crate) fn saved_items(source: impl ToTokens) -> TokenStream {
    let source = source.to_token_stream();
    let first = source.clone().into_iter().next();
    let span = first.map_or(Span::call_site(), |first| first.span());
    let place = Span::mixed_site().located_at(span);
    let (method, at_source) = (Ident::new("into_saved", place), rt_at(place));
    let made = quote_spanned!(place=> (&#at_source::Iterable::new(#source)).#method());
    let rt = rt();
    quote! {{
        #[allow(unused_imports, reason = "the type of the items decides which one is used")]
        use #rt::{SavedAny as _, SavedKnown as _};
        #made
    }}
}

/// A name for a temporary, numbered apart from the others, that stands for something of the user's at `place`.
pub(crate) fn temporary(text: &str, number: usize, place: Span) -> Ident {
    Ident::new(
        &format!("__{text}_{number}"),
        Span::mixed_site().located_at(place),
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn readable_text_of_tokens() {
        let tokens = quote::quote!(yield_!(Req::Send(email.clone(), &x[1])));
        assert_eq!(
            super::readable(tokens),
            "yield_!(Req::Send(email.clone(), &x[1]))"
        );
    }

    #[test]
    fn literals_keep_their_spaces() {
        let tokens = quote::quote!(yield_!(format!("{a} ({b}) !", " ."), ' '));
        assert_eq!(
            super::readable(tokens),
            r#"yield_!(format!("{a} ({b}) !", " ."), ' ')"#
        );
    }
}
