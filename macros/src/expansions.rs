//! What some forms expand to, as a reader of `cargo expand` sees it. Only the step's body is shown, but for the first.

use quote::quote;

use proc_macro2::TokenStream;

/// The whole expansion.
fn expansion(args: TokenStream, item: &TokenStream) -> String {
    let tokens = crate::expand(args, item);
    let file = syn::parse2(tokens).expect("an expansion is a list of items");
    prettyplease::unparse(&file)
}

/// The part that the user's code went into.
fn step(args: TokenStream, item: &TokenStream) -> String {
    let whole = expansion(args, item);
    let lines = whole
        .lines()
        .skip_while(|line| !line.contains("__rt::vacant()"))
        .skip(2);
    let lines: Vec<_> = lines
        .take_while(|line| !line.contains("|state, sink|"))
        .collect();
    let indent = lines[0].len() - lines[0].trim_start().len();
    let inside = lines[..lines.len() - 1]
        .iter()
        .map(|line| line.get(indent..).unwrap_or(""));
    inside.collect::<Vec<_>>().join("\n")
}

macro_rules! expands {
    ($($name:ident: [$($args:tt)*] { $($item:tt)* })*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(step(quote!($($args)*), &quote!($($item)*)));
        }
    )*};
}

#[test]
fn counter_in_full() {
    let item = quote! {
        fn counter(n: u32) -> u32 {
            let mut i = 0;
            while i < n {
                yield_!(i);
                i += 1;
            }
            i
        }
    };
    insta::assert_snapshot!(expansion(quote!(yield = u32), &item));
}

#[test]
fn inline_in_full() {
    let item = quote! {
        fn checksum<R: Read + Live>(mut from: R) -> u32 {
            let mut buffer: [u8; 512] = [0; 512];
            let mut sum = 0_u32;
            while from.fill(&mut buffer) {
                sum = sum.wrapping_add(add(buffer).await);
                yield_!(buffer[0]);
            }
            sum
        }
    };
    insta::assert_snapshot!(expansion(quote!(inline, yield = u8), &item));
}

#[test]
fn method_in_full() {
    let item = quote! {
        impl<T: Live> Stack<T> {
            const LIMIT: usize = 10;

            #[resumable(yield = T)]
            pub fn drain(mut self, more: impl Extend<T> + Live) -> Option<Self> {
                while let Some(item) = self.items.pop() {
                    yield_!(item);
                }
                (Self::LIMIT > 0).then(|| self)
            }
        }
    };
    insta::assert_snapshot!(expansion(quote!(), &item));
}

#[test]
fn edited_in_full() {
    let item = quote! {
        fn order(#[was(u32)] amount: Amount) -> u64 {
            #[default(3)]
            #[was(u8)]
            let retries: u64 = 5;
            #[default(1)]
            let never_saved = 1;
            yield_!('asked: amount.cents + never_saved);
            retries
        }
    };
    let args = quote!(yield = u64, name = "shop::order", renamed("question" => "asked"));
    insta::assert_snapshot!(expansion(args, &item));
}

expands! {
    cancel_scope: [request = Op] {
        fn f(n: u32) -> u32 {
            let got = cancel_scope_!({ Load(n).await + 1 });
            match got {
                Ok(value) => value,
                Err(_) => Release(n).await,
            }
        }
    }
    await_with_a_label: [request = Op] {
        fn f(n: u32) -> u32 {
            let first = await_!('loaded: Load(n));
            first + await_!(Load(first))
        }
    }
    straight_line: [yield = u32, resume = u32] {
        fn f(a: u32) -> u32 {
            let b = yield_!(a);
            let c = yield_!(b);
            b + c
        }
    }
    macro_arguments: [yield = u32, resume = u32] {
        fn f(name: String) -> String {
            assert!(yield_!(1) > 5);
            format!("{name} {} {}", name.len(), yield_!(2))
        }
    }
    let_chain: [yield = u32, resume = u32] {
        fn f(a: Option<u32>) -> u32 {
            if let Some(x) = a && x > 1 && yield_!(x) > 5 {
                x
            } else {
                0
            }
        }
    }
    branch: [yield = u32] {
        fn f(n: u32) -> u32 {
            let client = Client::new(n);
            if client.ready() {
                yield_!(client.id());
            } else {
                client.close();
            }
            n
        }
    }
    chosen_arm: [yield = u32, resume = Answer] {
        fn f() -> u32 {
            match yield_!(1) {
                Answer::Yes(n) if n > 3 => n,
                Answer::Yes(n) => {
                    yield_!(n);
                    n + 1
                }
                Answer::No => return 0,
            }
        }
    }
    nested_loops: [yield = u64] {
        fn nested(n: u64) {
            for i in 0..n {
                for j in 0..i {
                    yield_!(i ^ j);
                }
            }
        }
    }
    last_turn: [yield = u32] {
        fn f(n: u32) -> bool {
            let client = Client::new(n);
            loop {
                if client.ready() {
                    yield_!(1);
                    return true;
                }
            }
        }
    }
    while_let: [yield = u32] {
        fn f(mut stack: Vec<u32>) {
            while let Some(top) = stack.pop() {
                yield_!(top);
            }
        }
    }
    operands: [yield = u32, resume = u32] {
        fn f(a: u32) -> u32 {
            g(a, h(), yield_!(1)) + yield_!(2)
        }
    }
    lazy_operators: [yield = u32, resume = bool] {
        fn f(a: bool) -> bool {
            a && yield_!(1) || yield_!(2)
        }
    }
    shadowed_in_the_same_block: [yield = u32, resume = u32] {
        fn f(x: u32) -> u32 {
            if x > 1 {
                yield_!(x);
            }
            let x = x.to_string();
            if x.len() > 1 {
                yield_!(2);
            }
            x.len() as u32
        }
    }
    shadowed_while_needed: [yield = String] {
        fn f(x: u32) -> String {
            for x in 0..3 {
                yield_!(format!("{x}"));
            }
            format!("{x}")
        }
    }
    delegation: [yield = T] {
        fn tree<T: Live + Clone>(n: u32, x: T) -> u32 {
            if n == 0 {
                yield_!(x);
                return 1;
            }
            let a = tree(n - 1, x.clone()).await;
            let b = tree(n - 1, x).await;
            a + b
        }
    }
    fallible: [yield = u32, resume = Result<u32, Error>] {
        fn f(input: Vec<String>) -> Result<u32, Error> {
            let mut sum = 0;
            for s in input {
                let n: u32 = s.parse()?;
                sum += yield_!(n)?;
            }
            Ok(sum)
        }
    }
    let_else: [yield = u32] {
        fn f(x: Option<u32>) -> u32 {
            let Some(n) = x else {
                yield_!(0);
                return 0;
            };
            yield_!(n);
            n
        }
    }
    borrows: [yield = u32] {
        fn f(user: User, stock: BTreeMap<String, u32>, metric: bool) -> u32 {
            let name = &user.name;
            let count = stock.get(name).unwrap();
            let unit = if metric { "kg" } else { "lb" };
            yield_!(*count);
            if let Some(manager) = &user.manager {
                yield_!(manager.age);
                log(manager, unit);
            }
            count + name.len() as u32
        }
    }
    borrowed_items: [yield = u32] {
        fn f(list: Vec<u32>) -> u32 {
            let mut sum = 0;
            for (i, n) in list.iter().enumerate() {
                yield_!(i as u32);
                sum += n;
            }
            sum
        }
    }
    items_of_closures: [yield = u32] {
        fn f(list: Vec<u32>, by: u32) {
            for n in list.into_iter().map(|n| n * by) {
                yield_!(n);
            }
        }
    }
    transient: [yield = u32] {
        fn f(n: u32) -> u32 {
            #[transient]
            let client = Client::connect(n);
            yield_!(1);
            client.count()
        }
    }
}
