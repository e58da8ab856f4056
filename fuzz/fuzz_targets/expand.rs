//! Any token stream in is an expansion or a diagnostic: the macro never panics, and what it makes is a list of items.
//!
//! A stream is made of the words below, so that the fuzzer gets past the lexer and finds the macro's own forms.
#![no_main]

use arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

const WORDS: &[&str] = &[
    "yield_!(1)", "yield_!('p: a)", "yield_!", "yield_!()", "f(a).await", ".await", "#[resumable]", "#[transient]",
    "let", "mut", "ref", "if", "else", "match", "loop", "while", "for", "in", "break", "continue", "return", "move",
    "async", "unsafe", "const", "static", "fn", "struct", "impl", "use", "macro_rules!", "'a:", "'a", "'b", "a", "b",
    "c", "self", "Some", "None", "Ok", "Err", "vec!", "format!", "\"{a}\"", "\"x\"", "1", "2.5", "0..3", "..=", "..",
    "=>", "->", "=", "==", "<", ">", "&&", "||", "|", "&", "*", "+", "+=", "-", "!", "?", "?;", ";", ",", ":", "::",
    ".", "@", "_", "#", "$", "u32", "String", "Vec<u32>", "let a = yield_!(b);", "let mut a = 1;", "if a {} else {}",
    "let Some(a) = b else { return; };", "match a { _ => {} }", "loop { break; }", "for a in 0..b {}", "a += 1;",
    "while let Some(a) = b.next() {}", "|a| a", "move || a", "&mut a", "&a", "a.iter()", "a[b]", "drop(a);", "=> {}",
];

/// The macro's arguments, a function's signature and its body.
#[derive(Debug)]
struct Input {
    args: Option<TokenStream>,
    head: Option<TokenStream>,
    body: TokenStream,
}

impl Arbitrary<'_> for Input {
    fn arbitrary(bytes: &mut Unstructured<'_>) -> Result<Self> {
        let args = if bytes.ratio(1, 8)? { Some(stream(bytes, 2)?) } else { None };
        let head = if bytes.ratio(1, 8)? { Some(stream(bytes, 3)?) } else { None };
        Ok(Input { args, head, body: stream(bytes, 6)? })
    }
}

fn stream(bytes: &mut Unstructured<'_>, depth: u32) -> Result<TokenStream> {
    let mut tokens = TokenStream::new();
    for _ in 0..bytes.int_in_range(0..=12)? {
        if bytes.is_empty() {
            break;
        }
        if depth > 0 && bytes.ratio(1, 4)? {
            let delimiter = *bytes.choose(&[Delimiter::Brace, Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::None])?;
            tokens.extend([TokenTree::Group(Group::new(delimiter, stream(bytes, depth - 1)?))]);
        } else {
            tokens.extend(bytes.choose(WORDS)?.parse::<TokenStream>().into_iter().flatten());
        }
    }
    Ok(tokens)
}

fuzz_target!(|input: Input| {
    let args = input.args.unwrap_or_else(|| quote::quote!(yield = u32, resume = u32));
    let head = input.head.unwrap_or_else(|| quote::quote!(fn f(a: u32, mut b: Vec<u32>) -> Option<u32>));
    let mut item = head;
    item.extend([TokenTree::Group(Group::new(Delimiter::Brace, input.body))]);
    let expanded = expansion::fuzz(args, &item);
    if !expanded.to_string().contains("compile_error") {
        syn::parse2::<syn::File>(expanded).expect("an expansion is a list of items");
    }
});
