use resumable::resumable;

#[resumable(yield = u32)]
fn changed_while_borrowed(mut list: Vec<u32>) -> u32 {
    let first = &list[0];
    yield_!(1);
    list.push(1);
    *first
}

#[resumable(yield = u32)]
fn moved_while_borrowed(list: Vec<u32>) -> u32 {
    let first = &list[0];
    yield_!(1);
    drop(list);
    *first
}

fn main() {}
