//! The table of points: where each stands, what identifies it, and what it saves.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::args::{Args, Renaming};
use crate::identity::{self, Former, Identity, Variable};
use crate::ir::Point;
use crate::names::Runtime;
use crate::plan::Plan;
use crate::routine::Routine;

pub(super) fn locations(
    routine: &Routine,
    plan: &Plan<'_>,
    args: &Args,
    runtime: &Runtime,
) -> TokenStream {
    let rt = runtime.private();
    let arguments = routine.params.iter().map(identity::argument);
    let (names, name_ids) = names_and_ids(arguments);
    let Identity { text, id } = identity::start();
    let line = position(routine.name.span());
    let mut table = quote!(#rt::location(0, ::core::option::Option::None, #text, #id, #line, &[#(#names),*], &[#(#name_ids),*], &[]),);
    let identities = identity::identities(&plan.body.points, &routine.body);
    for (index, point) in plan.body.points.iter().enumerate() {
        let label = if let Some(label) = &point.label {
            let text = label.ident.to_string();
            quote!(::core::option::Option::Some(#text))
        } else {
            quote!(::core::option::Option::None)
        };
        let number = index + 1;
        let variables = identity::variables(plan, number).into_iter();
        let (names, name_ids) = names_and_ids(variables);
        let Identity { text, id } = &identities[index];
        let former = former(&identities[index], point, &args.renamed, &rt);
        let (span, line) = (point.span, position(point.span));
        table.extend(quote_spanned!(span=> #rt::location(#number, #label, #text, #id, #line, &[#(#names),*], &[#(#name_ids),*], &[#(#former),*]),));
    }
    table
}

fn names_and_ids(variables: impl Iterator<Item = Variable>) -> (Vec<String>, Vec<u32>) {
    variables
        .map(|variable| (variable.name, variable.id))
        .unzip()
}

/// What earlier builds called the point.
fn former(
    now: &Identity,
    point: &Point,
    renamed: &[Renaming],
    rt: &TokenStream,
) -> impl Iterator<Item = TokenStream> {
    let renamed = renamed
        .iter()
        .filter(move |renaming| now.is_called(&renaming.new.value(), point));
    renamed.map(move |renaming| {
        let Former {
            text,
            ids: [label, yielded],
        } = Former::new(renaming.old.value(), point);
        quote!(#rt::Former { identity: #text, ids: [#label, #yielded] })
    })
}

/// `file!(), line!(), column!()` of a place in the user's code.
fn position(span: Span) -> TokenStream {
    quote_spanned!(span=> ::core::file!(), ::core::line!(), ::core::column!())
}
