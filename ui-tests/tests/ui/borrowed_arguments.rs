use resumable::resumable;

#[resumable]
fn borrows(text: &str) {
    let _ = text;
}

#[resumable]
fn borrows_mutably(count: &mut u32) {
    *count += 1;
}

#[resumable]
fn holds_borrows(words: Vec<&str>, pair: (u32, Option<&u32>)) {
    let _ = (words, pair);
}

#[resumable]
fn returns_a_borrow(text: String) -> &str {
    &text
}

fn main() {}
