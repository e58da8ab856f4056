//! A single point: saving and leaving, and what stands there after a resume.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Lifetime;

use super::body::{Emitter, saved_name};
use super::{awaited, methods};
use crate::ir::PointKind;
use crate::names;
use crate::plan::Saved;

impl Emitter<'_> {
    /// Saves what is live and leaves the step: the inside of a block that never completes.
    pub(super) fn suspend_at(&self, point: usize, operand: Option<&syn::Expr>) -> TokenStream {
        let (flow, yielded) = (names::hidden("flow"), names::hidden("yielded"));
        let (yields, save, leave) = (self.yields, self.save(point), methods::leave(self.plan));
        let place = self.place(point);
        let operand = operand.map_or_else(|| quote_spanned!(place=> ()), ToTokens::to_token_stream);
        quote! {
            let #yielded: #yields = #operand;
            #save
            #leave #flow.yielded(#yielded);
        }
    }

    pub(super) fn resume_at(&self, point: usize) -> TokenStream {
        let (at, rt, input, answer) = (
            names::hidden("at"),
            names::rt(),
            names::hidden("input"),
            names::hidden("answer"),
        );
        let (resume, place) = (self.resume, self.place(point));
        let restored = methods::restored(self.plan);
        if matches!(resume, syn::Type::Tuple(unit) if unit.elems.is_empty()) {
            return quote_spanned!(place=> #at = 0; #rt::#restored(&mut #input));
        }
        // What the yield is expected to be is said at the yield.
        quote_spanned!(place=> #at = 0; let #answer: #resume = #rt::#restored(&mut #input); #answer)
    }

    fn place(&self, point: usize) -> Span {
        Span::mixed_site().located_at(self.plan.point(point).span)
    }

    /// Puts the point and its variables into the state.
    pub(super) fn save(&self, point: usize) -> TokenStream {
        let mut before = Vec::new();
        let fields: Vec<_> = self
            .plan
            .moved(point)
            .map(|saved| {
                // That a variable has no value here is said at the yield.
                let mut name = self.plan.local(saved.local).name.clone();
                name.set_span(name.span().located_at(self.plan.point(point).span));
                let Some((first, kept)) = self.kept(saved.local, &name) else {
                    return (saved, name.into_token_stream());
                };
                before.push(first);
                (saved, kept)
            })
            .collect();
        // What borrows is let go before what it borrows from.
        let before = before.into_iter().rev();
        let put = if methods::are_used(self.plan) {
            methods::put(
                point,
                fields
                    .into_iter()
                    .map(|(saved, value)| (saved.local, value)),
            )
        } else {
            self.put(point, &fields)
        };
        quote!(#(#before)* #put)
    }

    /// `*state = State::P1 { n, i };`
    fn put(&self, point: usize, fields: &[(&Saved, TokenStream)]) -> TokenStream {
        let (state, ty, variant) = (
            names::hidden("state"),
            names::state_type(),
            names::variant(point),
        );
        let fields = fields.iter().map(|(Saved { local, field }, value)| {
            let plain = !self.plan.local(*local).renamed;
            if plain && value.to_string() == names::plain_text(field) {
                value.clone()
            } else {
                quote!(#field: #value)
            }
        });
        quote!(*#state = #ty::#variant { #(#fields),* };)
    }

    pub(super) fn delegate(
        &self,
        point: usize,
        operand: &syn::Expr,
        caught: Option<&Lifetime>,
    ) -> TokenStream {
        let (child, rt) = (self.child(point), names::rt());
        let (yields, resume) = (self.yields, self.resume);
        let span = self.plan.point(point).span;
        let drive = self.drive(
            point,
            &quote_spanned!(span=> #rt::start_child(&mut #child)),
            caught,
        );
        let callee = match self.request {
            Some(request) => names::delegate_in(span, request, operand),
            None => names::delegate(span, yields, resume, operand),
        };
        quote!(let mut #child = #callee; #drive)
    }

    pub(super) fn resume_delegate(&self, point: usize, caught: Option<&Lifetime>) -> TokenStream {
        let PointKind::Await(local) = self.plan.point(point).kind else {
            unreachable!("a point that delegates")
        };
        let (at, rt, input) = (names::hidden("at"), names::rt(), names::hidden("input"));
        let (child, saved) = (self.child(point), saved_name(local));
        let restored = methods::restored(self.plan);
        if awaited::runs_in_state(self.plan, self.inline, point) {
            let step = awaited::ended(point);
            let step = quote!(#rt::restored(&mut #step));
            let ended = self.ended(
                &step,
                &quote!(#rt::Step::Yielded(_) => #rt::vacant(),),
                caught,
            );
            return quote!(#at = 0; let #child = #rt::#restored(&mut #saved); #ended);
        }
        let span = self.plan.point(point).span;
        let step =
            quote_spanned!(span=> #rt::resume_child(&mut #child, #rt::#restored(&mut #input)));
        let drive = self.drive(point, &step, caught);
        quote!(#at = 0; let mut #child = #rt::#restored(&mut #saved); #drive)
    }

    /// An arm for a child that has ended as cancelled: so does the function, with nothing saved, or the scope around.
    fn cancelled(&self, caught: Option<&Lifetime>) -> Option<TokenStream> {
        self.request?;
        let (flow, yielded, rt) = (names::hidden("flow"), names::hidden("yielded"), names::rt());
        let leave = if let Some(scope) = caught {
            quote!(break #scope #rt::Err(#rt::Cancelled))
        } else {
            quote!(return #flow.yielded(#yielded))
        };
        Some(quote! {
            #rt::Step::Yielded(#yielded) if #yielded.is_cancelled() => {
                #leave;
            }
        })
    }

    fn drive(&self, point: usize, step: &TokenStream, caught: Option<&Lifetime>) -> TokenStream {
        let (flow, yielded) = (names::hidden("flow"), names::hidden("yielded"));
        let (save, leave) = (self.save(point), methods::leave(self.plan));
        let rt = names::rt();
        let waits = quote! {
            #rt::Step::Yielded(#yielded) => {
                #save
                #leave #flow.yielded(#yielded);
            }
        };
        self.ended(step, &waits, caught)
    }

    /// The value of a call that has ended in this step; `waits` is an arm for one that has not.
    fn ended(
        &self,
        step: &TokenStream,
        waits: &TokenStream,
        caught: Option<&Lifetime>,
    ) -> TokenStream {
        let cancelled = self.cancelled(caught);
        let (value, rt) = (names::hidden("value"), names::rt());
        quote! {
            match #step {
                #cancelled
                #waits
                #rt::Step::Complete(#value) => #value,
            }
        }
    }

    pub(super) fn child(&self, point: usize) -> &syn::Ident {
        match self.plan.point(point).kind {
            PointKind::Await(local) => &self.plan.local(local).name,
            PointKind::Yield => unreachable!("a yield has no child"),
        }
    }
}
