use resumable::resumable;

#[resumable(yield = usize)]
fn first_word(text: String) -> usize {
    let word = text.split(' ').next().unwrap_or("");
    yield_!(text.len());
    word.len()
}

#[resumable(yield = u32)]
fn reference(n: u32) -> u32 {
    let borrowed = &n;
    yield_!(1);
    *borrowed
}

fn main() {}
