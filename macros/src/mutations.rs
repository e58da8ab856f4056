//! Whatever the macro is given, it expands or says what is wrong: functions with tokens deleted, doubled, swapped and
//! put in from elsewhere.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::{env, fs};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// How many functions are tried, each with a few mutations.
const ROUNDS: usize = 300;

/// A function that is marked in a program of the tests, with the attribute's arguments.
struct Marked {
    args: TokenStream,
    item: Vec<TokenTree>,
}

#[test]
fn mutated_functions_expand_or_are_refused() {
    let corpus = corpus();
    assert!(
        corpus.len() > 200,
        "only {} functions were found",
        corpus.len()
    );
    for function in &corpus {
        check(&function.args, &function.item.iter().cloned().collect());
    }
    let mut choices = Choices(0x5EED);
    for round in 0..ROUNDS {
        let chosen = &corpus[round % corpus.len()];
        let donor = &corpus[choices.below(corpus.len())];
        let mut args: Vec<_> = chosen.args.clone().into_iter().collect();
        let mut item = chosen.item.clone();
        for _ in 0..=choices.below(3) {
            let part = if choices.below(12) == 0 {
                &mut args
            } else {
                &mut item
            };
            mutate(part, &donor.item, &mut choices);
        }
        check(&args.into_iter().collect(), &item.into_iter().collect());
    }
}

/// Expands, and parses what comes out.
fn check(args: &TokenStream, item: &TokenStream) {
    let expanded = catch_unwind(AssertUnwindSafe(|| crate::expand(args.clone(), item)));
    let Ok(expanded) = expanded else {
        panic!("the macro panics at #[resumable({args})] {item}");
    };
    let text = expanded.to_string();
    if text.contains("compile_error") {
        return;
    }
    if let Err(error) = syn::parse2::<syn::File>(expanded) {
        panic!("#[resumable({args})] {item}\nexpands to what is no list of items: {error}\n{text}");
    }
}

/// A sequence of choices that is the same in every run.
struct Choices(u64);

impl Choices {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % end.max(1)
    }
}

/// Changes a token at any depth.
fn mutate(tokens: &mut Vec<TokenTree>, donor: &[TokenTree], choices: &mut Choices) {
    let groups: Vec<_> = (0..tokens.len())
        .filter(|&index| matches!(tokens[index], TokenTree::Group(_)))
        .collect();
    if !groups.is_empty() && choices.below(10) < 8 {
        // The body more often than the parameters.
        let index = groups[groups.len() - 1 - choices.below(groups.len()) * choices.below(2)];
        if let TokenTree::Group(group) = &tokens[index] {
            let mut inside: Vec<_> = group.stream().into_iter().collect();
            mutate(&mut inside, donor, choices);
            let changed = Group::new(group.delimiter(), inside.into_iter().collect());
            tokens[index] = TokenTree::Group(changed);
        }
        return;
    }
    let at = choices.below(tokens.len());
    if tokens.is_empty() {
        tokens.push(piece(donor, choices));
        return;
    }
    match choices.below(8) {
        0 => drop(tokens.remove(at)),
        1 => tokens.insert(at, tokens[at].clone()),
        2 => {
            let other = choices.below(tokens.len());
            tokens.swap(at, other);
        }
        3 => tokens[at] = piece(donor, choices),
        4 => tokens.insert(at, piece(donor, choices)),
        5 => {
            let end = at + choices.below(tokens.len() - at);
            tokens.drain(at..end);
        }
        6 => {
            // As a fragment of a user's `macro_rules!` comes in.
            let end = at + 1 + choices.below(tokens.len() - at);
            let inside = tokens.drain(at..end).collect();
            tokens.insert(at, TokenTree::Group(Group::new(Delimiter::None, inside)));
        }
        _ => {
            if let TokenTree::Group(group) = &tokens[at] {
                let delimiters = [Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket];
                let other = Group::new(delimiters[choices.below(3)], group.stream());
                tokens[at] = TokenTree::Group(other);
            }
        }
    }
}

/// A token or group from any depth.
fn piece(from: &[TokenTree], choices: &mut Choices) -> TokenTree {
    let chosen = from[choices.below(from.len())].clone();
    if let TokenTree::Group(group) = &chosen {
        let inside: Vec<_> = group.stream().into_iter().collect();
        if !inside.is_empty() && choices.below(10) < 9 {
            return piece(&inside, choices);
        }
    }
    chosen
}

fn corpus() -> Vec<Marked> {
    let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/tests/programs");
    let mut files = Vec::new();
    collect_files(&programs, &mut files);
    files.sort();
    let mut found = Vec::new();
    for file in files {
        let source = fs::read_to_string(&file).expect("the programs can be read");
        let tokens = source.parse().expect("the programs are Rust");
        collect_marked(tokens, &mut found);
    }
    found
}

fn collect_files(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("the programs are there") {
        let path = entry.expect("the programs are there").path();
        if path.is_dir() {
            collect_files(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// Finds `#[resumable(..)] fn .. { .. }` at any depth.
fn collect_marked(tokens: TokenStream, found: &mut Vec<Marked>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        if let Some(args) = arguments(group) {
            let item = &tokens[index + 1..];
            let is_body = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
            if let Some(end) = item.iter().position(is_body) {
                found.push(Marked {
                    args,
                    item: item[..=end].to_vec(),
                });
            }
        }
        collect_marked(group.stream(), found);
    }
}

/// The arguments in `[resumable(..)]`.
fn arguments(group: &Group) -> Option<TokenStream> {
    let mut tokens = group.stream().into_iter();
    match (group.delimiter(), tokens.next()?, tokens.next()) {
        (Delimiter::Bracket, TokenTree::Ident(name), Some(TokenTree::Group(args)))
            if name == "resumable" =>
        {
            Some(args.stream())
        }
        _ => None,
    }
}
