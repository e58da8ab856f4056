//! The `#[resumable]` attribute of the `resumable` crate; use it from there.
//!
//! # What comes in and what comes out
//! ```text
//! #[resumable(yield = u32)]            struct counter { .. }                       // the definition: a type only
//! fn counter(n: u32) -> u32 {          fn counter(n: u32) -> Instance<counter> { Instance::new((n,)) }
//!     let mut i = 0;                   impl Definition for counter {
//!     while i < n {                        fn machine() -> impl Machine {
//!         yield_!(i);            ->            enum State<A0, T0, T1> { Start { n: A0 }, P1 { n: T0, i: T1 }, Vacant }
//!         i += 1;                              // four closures: make the start state, run a step, show the
//!     }                                        // saved variables, build a state from them
//!     i                                    }
//! }                                    }
//! ```
//! `State` is generic over the type of every saved variable, so that rustc infers them from the body. `Start` holds
//! the arguments, `Pk` what is needed after the k-th suspension point, and `Vacant` nothing: it stands there while
//! a step runs, and stays when the body panics or ends.
//!
//! A step takes the state apart, goes in to where the coroutine waits, giving the variables of each scope their
//! values back on the way, and runs on from there:
//! ```text
//! let n;                                       // declared once, given a value on both ways
//! let mut i;
//! if at < 1 { n = argument; i = 0; } else { n = restored; i = restored; }
//! loop {
//!     if at < 1 {                              // from the start, or a later turn
//!         if !(i < n) { break; }
//!         *state = State::P1 { n, i };
//!         return flow.yielded(i);
//!     } else { at = 0; restored(&mut input) }; // back at the yield: what follows runs normally
//!     i += 1;
//! }
//! ```
//! What it means, for every function and every way of cutting its run into steps:
//! `restore(snapshot(call)).resume(r) == call.resume(r)`, and the steps together do what the plain function does.
//!
//! # The rooms, in the order a function goes through them
//! ```text
//! tokens -> args, routine -> lower -> ir::Body -> plan -> emit -> tokens
//! ```
//! - `methods`: an `impl` block and the marked methods in it; `receiver`: their `self`;
//! - `args`, `routine`, `generics`: the attribute, the signature, and what a resumable function may not be;
//! - `edits`: `#[default]` and `#[was]` on parameters and `let`s;
//! - `marker`: the one place that knows `yield_!`, `.await` and `await_!`;
//! - `lower`: syntax to the `ir`, with names resolved (`scope`) and every statement's `flow` noted;
//! - `flow`: what code does to variables and control flow, and the analyses that need no more than that;
//! - `plan`: what each point saves, and where each variable has to be declared;
//! - `emit`: the tokens; cannot fail;
//! - `identity`, `surroundings`: by what points and variables are found again in another build;
//! - `cancel`: `cancel_scope_!` as a labelled block;
//! - `request`: the derives of requests, and what else a function with requests needs;
//! - `names`: every name and path in the generated code; `tokens`: code as text; `errors`: what is reported, all at once.

mod args;
mod cancel;
#[cfg(test)]
mod edited;
mod edits;
mod emit;
mod errors;
#[cfg(test)]
mod expansions;
mod flow;
mod fragments;
mod generics;
mod identity;
mod ir;
mod lower;
mod marker;
mod methods;
mod mutation;
#[cfg(test)]
mod mutations;
mod names;
mod plan;
mod receiver;
mod request;
mod routine;
mod scope;
mod surroundings;
mod tokens;
mod visible;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ItemFn;

use errors::Errors;
use plan::Plan;
use routine::Routine;
use scope::Choices;

/// Makes a function resumable: calling it gives an `Instance`, which runs in steps from one `yield_!` to the
/// next, and is a value that can be saved and restored at each of them.
///
/// See the crate `resumable`, which re-exports this attribute, for what a body may contain.
///
/// ```text
/// #[resumable(yield = u32)]            // yield = Y, resume = R; both default to ()
/// fn counter(n: u32) -> u32 {
///     let mut i = 0;
///     while i < n {
///         yield_!(i);
///         i += 1;
///     }
///     i
/// }
/// ```
///
/// # Arguments
/// - `yield = Y`: the type of what `yield_!(value)` hands out;
/// - `request = Op`: makes it a coroutine of a task, which awaits requests instead of yielding, see below;
/// - `resume = R`: the type of what a resume hands in, and of the expression `yield_!(value)`;
/// - `name = "text"`: what snapshots call the function. Without it they have its module and name, and are refused when
///   it has been moved or renamed;
/// - `renamed("old" => "new", ..)`: where calls go on that an earlier build saved at a yield which has another name now;
/// - `inline`: the `Instance` holds the state itself and not a box with it, see below;
/// - `crate = path`: where the crate `resumable` is found, if not at `::resumable`.
///
/// # Where a saved call goes on
/// A snapshot is found again in a function that has been edited since:
///
/// - at a yield or an await with a label, `yield_!('label: value)` or `await_!('label: callee(..))`, by the label;
/// - at another one, or at an `.await`, by its own text. Where several have the same text, what stands around each counts
///   too: the conditions, arms and loops that it is in, and the statement that it is a part of. If one of them was added
///   or removed, or two have changed places, what was saved at them is refused.
///
/// `Location::identity` shows what a yield or an await is called. If that has changed, `renamed` says what it was before: a
/// label without its quote, or the text as `Location::identity` showed it.
///
/// ```text
/// // before: yield_!('confirm: amount), yield_!(Request::Address), and pay(amount).await
/// #[resumable(
///     yield = Request,
///     name = "shop::order",
///     renamed(
///         "confirm" => "confirmed",
///         "yield_!(Request::Address)" => "address",
///         "pay(amount).await" => "payment",
///     ),
/// )]
/// fn order(amount: u64) {
///     yield_!('confirmed: Request::Confirm(amount));
///     yield_!('address: Request::Address);
///     await_!('payment: pay(amount));
/// }
/// ```
///
/// # New variables, and variables of another type
/// Variables are found again by their names. Two attributes say what one gets from the snapshot of an earlier build; they
/// stand on its `let`, or on a parameter:
///
/// - `#[default(expression)]`: its value if the snapshot has none for it. It is evaluated when the snapshot is read, and
///   stands beside the function: it may use constants and functions, not the variables of the function;
/// - `#[was(Type)]`: its value may be of this type there, and is made from it by `From`. For more than one older type the
///   attribute is repeated.
///
/// ```text
/// #[resumable(yield = Request)]
/// fn order(#[was(u32)] amount: Amount) -> u32 {    // impl From<u32> for Amount
///     #[default(3)]
///     let mut retries = 5;
///     while !yield_!('pay: Request::Pay(amount)) && retries > 0 {
///         retries -= 1;
///     }
///     retries
/// }
/// ```
///
/// A call that was saved at `'pay` before `retries` was there goes on with three of them; one that starts now has five.
/// Without the attributes, a variable that a snapshot lacks, or has with another type, is an error of the restore.
///
/// The variable is one of a single name: a pattern has none. One that is not saved where the call waits gets nothing. On
/// a variable that is made again after a resume (a borrow, a closure, a `#[transient]` one, the position of an iterator)
/// the attributes are refused. An iterator's position is only found again where it is made by the same methods:
/// `list.iter()` is not continued by `list.iter().rev()`.
///
/// # Without a box
/// The type of a state is usually inferred, and an `Instance` holds it in a box, so that it can be named. With `inline` it
/// holds the state as it is: nothing is allocated, and a driver that knows the function is compiled into one piece with
/// it. All else is the same, the snapshots too: what was saved in one form is restored in the other.
///
/// The type of each variable that crosses a yield must then be visible: written (`let mut i: u32 = 0;`), or that of an
/// argument, of a literal with a suffix, of what is computed from these, or of what is awaited (`callee(..).await`, of
/// which the state is then a part). A `for` may go over ranges and owned collections of visible types. What cannot be seen
/// is an error that says what to write. A function that awaits itself cannot be inline.
///
/// ```text
/// #[resumable(inline, yield = u32)]
/// fn counter(n: u32) -> u32 {
///     let mut i = 0_u32;
///     while i < n { yield_!(i); i += 1; }
///     i
/// }
/// ```
///
/// # Large variables
/// A variable is moved out of the state when its scope is entered again, and back at the next yield. An array of numbers
/// and the like, whose type is written or spelled out by its value (`[0_u8; 4096]`), stays in a place of its own beside
/// the state instead, and may have any length. `#[in_place]` on a `let` with a written type asks the same for any other
/// `Copy` type. Arguments are moved, so an array of more than 32 items is made in the body and not handed in.
///
/// # Requests
/// A function with `request = Op` awaits requests, calls of other such functions, and combinations of them, and is run by
/// a `Task`: see `resumable::task`. `Op` derives `Requests`. There is no `yield_!` in it.
///
/// ```text
/// #[resumable(request = Op)]
/// fn checkout(cart: Cart) -> Result<Order, Error> {
///     let receipt = Charge { card: cart.card, cents: cart.total }.await?;
///     let (stock, label) = join!(reserve(cart.items), print_label(cart.address)).await;
///     Ok(Order { receipt, stock, label })
/// }
/// ```
///
/// # Methods
/// The `impl` block is marked, without arguments but for `crate = path`, and so is each method that yields. A method takes
/// `self` by value, as `self`, `mut self` or `self: Box<Self>`, or not at all; the others stay as they are.
///
/// ```text
/// #[resumable]
/// impl<T: Live> Stack<T> {
///     #[resumable(yield = T)]
///     fn drain(mut self) -> usize {
///         let mut count = 0;
///         while let Some(item) = self.pop() {
///             yield_!(item);
///             count += 1;
///         }
///         count
///     }
///
///     fn pop(&mut self) -> Option<T> { .. }
/// }
/// ```
///
/// The definition is a type beside the block, here `Stack_drain<T>`: the names of the type and of the method, the type
/// parameters of the block and then those of the method. Snapshots know it as `module::Stack::drain`.
///
/// # Type parameters
/// A definition has those of its function, and after them one for each `impl Trait` in the types of the parameters: of
/// `fn shown<T: Live>(first: T, rest: Vec<impl Display + Live>)` it is `shown<T, U>`. All of them are `'static`; one of
/// which a value is saved has the bound `Live`.
#[cfg(not(fuzzing))]
#[proc_macro_attribute]
pub fn resumable(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    expand(args.into(), &fragments::delimit(item.into())).into()
}

/// Makes a type a request of a task: a value that goes out, with the type of the answer that comes back.
///
/// See `resumable::task::Request`, which has the same name.
///
/// ```text
/// #[derive(Serialize, Deserialize, Request)]
/// #[request(answer = Result<Receipt, Declined>)]
/// struct Charge { card: String, cents: u64 }
/// ```
#[cfg(not(fuzzing))]
#[proc_macro_derive(Request, attributes(request))]
pub fn derive_request(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    request::request(&syn::parse_macro_input!(item)).into()
}

/// Makes an enum the requests of a task, with a variant for each.
///
/// See `resumable::task::Requests`, which has the same name.
///
/// ```text
/// #[derive(Serialize, Deserialize, Requests)]
/// enum Op { Charge(Charge), Sleep(Sleep) }
/// ```
#[cfg(not(fuzzing))]
#[proc_macro_derive(Requests, attributes(request))]
pub fn derive_requests(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    request::requests(&syn::parse_macro_input!(item)).into()
}

/// What `fuzz/` calls, which has this crate's source as an ordinary library.
#[cfg(fuzzing)]
pub fn fuzz(args: TokenStream, item: &TokenStream) -> TokenStream {
    expand(args, &fragments::delimit(item.clone()))
}

fn expand(args: TokenStream, item: &TokenStream) -> TokenStream {
    if let Ok(block) = syn::parse2(item.clone()) {
        return methods::expand(args, block);
    }
    let errors = Errors::new();
    let args = args::parse(args, &args::default_crate(), &errors);
    let function: ItemFn = match syn::parse2(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            errors.push(not_a_function(error, item));
            let found = errors.finish();
            return quote!(#found #item);
        }
    };
    let Expansion { function, beside } = expand_function(function, None, &args, errors);
    quote!(#function #beside)
}

/// What a function becomes.
struct Expansion {
    /// In its place.
    function: TokenStream,
    /// Behind it, or behind the `impl` block that it is in.
    beside: TokenStream,
}

fn expand_function(
    function: ItemFn,
    owner: Option<methods::Owner>,
    args: &args::Args,
    errors: Errors,
) -> Expansion {
    lower::attributes::check_block(&function.block, &errors);
    edits::check_block(&function.block, &errors);
    let mut unfolded = function.clone();
    cancel::unfold(&mut unfolded.block, args, &errors);
    // AFTER THIS POINT: a `cancel_scope_!` is a labelled block.
    let routine = Routine::new(unfolded, owner, &errors);
    // AFTER THIS POINT: every part of the signature can be generated from, and `self` is a variable.
    let body = lowered(&routine, &errors);
    // AFTER THIS POINT: no `yield_!` or `.await` inside an expression, every name resolved, and every local that
    // is saved can be named where it is saved.
    let plan = Plan::new(&body);
    plan.check(&errors);
    identity::check(&args.renamed, &routine, &plan, &errors);
    if args.request.is_some() {
        request::check_points(&body, &errors);
    }
    let types = args
        .inline
        .then(|| visible::types(&routine, &plan, args, &errors));
    if errors.count() > 0 {
        let mut expansion = emit::fallback(&routine, function, args);
        expansion.beside.extend(errors.finish());
        return expansion;
    }
    // AFTER THIS POINT: nothing can fail.
    let _nothing = errors.finish();
    emit::emit(&routine, &plan, types.as_ref(), args)
}

/// Lowers the body; again, as the plan of it chose, where a variable that must be saved is hidden by another of its
/// name, a borrow has to be made again, or a jump out of a turn has to say which loop it means.
fn lowered(routine: &Routine, errors: &Errors) -> ir::Body {
    let mut choices = Choices::default();
    loop {
        let body = lower::lower(routine, choices.clone(), errors);
        let mut next = choices.joined(Plan::new(&body).choices());
        next.named.extend(&body.crossed);
        if next == choices || errors.count() > 0 || body.recipes.is_empty() && next.is_plain() {
            return body;
        }
        choices = next;
    }
}

/// An item that is no function is named for what it is; a broken function keeps the parser's words.
fn not_a_function(error: syn::Error, item: &TokenStream) -> syn::Error {
    let without_body = syn::parse2::<syn::TraitItemFn>(item.clone());
    if let Ok(function) = without_body {
        return syn::Error::new_spanned(
            function.sig,
            "a resumable function needs a body: a trait's method cannot be one yet",
        );
    }
    match syn::parse2::<syn::Item>(item.clone()) {
        Ok(other) => syn::Error::new_spanned(
            first_token(&other.to_token_stream()),
            "`#[resumable]` marks functions, and `impl` blocks with marked methods; this is something else",
        ),
        Err(_) => error,
    }
}

fn first_token(tokens: &TokenStream) -> TokenStream {
    tokens.clone().into_iter().take(1).collect()
}
