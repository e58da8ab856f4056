use resumable::resumable;

fn words() -> Vec<String> {
    vec!["one".to_owned()]
}

#[resumable(yield = usize)]
fn callee(n: usize) -> usize {
    yield_!(n);
    n
}

#[resumable(inline, yield = usize)]
fn types_that_cannot_be_seen(n: usize) -> usize {
    let mut i = 0;
    let list = words();
    for word in words() {
        yield_!(word.len());
        i += 1;
    }
    for (place, word) in list.iter().enumerate() {
        yield_!(place + word.len());
    }
    if let Some(first) = list.first() {
        yield_!(first.len());
        i += first.len();
    }
    let call = callee(n);
    call.await + i
}

#[resumable(inline, yield = usize)]
fn itself(n: usize) -> usize {
    yield_!(n);
    if n > 0 { itself(n - 1).await } else { 0 }
}

#[resumable(inline, yield = usize)]
fn another_type_than_it_has(n: usize) -> usize {
    let count = words().len() as u32;
    let twice: Vec<u8> = words();
    yield_!(n);
    count as usize + twice.len()
}

fn half(n: usize) -> usize {
    n / 2
}

#[resumable(inline, yield = usize)]
fn an_operand(n: usize) -> usize {
    half(n) + {
        yield_!(n);
        2
    }
}

struct Counter;

#[resumable(inline)]
impl Counter {
    #[resumable(yield = usize)]
    fn count(n: usize) {
        yield_!(n);
    }
}

#[resumable(inline = true, yield = usize)]
fn a_value(n: usize) {
    yield_!(n);
}

fn main() {}
