use resumable::resumable;

#[resumable(yield = usize)]
fn no_type(n: usize) -> usize {
    #[in_place]
    let list = [n; 40];
    yield_!(n);
    list.len()
}

#[resumable(yield = usize)]
fn no_value(n: usize) -> usize {
    #[in_place]
    let list: [usize; 40];
    list = [n; 40];
    yield_!(n);
    list.len()
}

#[resumable(yield = usize)]
fn not_plain_data(n: usize) -> usize {
    #[in_place]
    let name: String = "name".to_owned();
    yield_!(n);
    name.len()
}

#[resumable(yield = usize)]
fn converted(n: usize) -> usize {
    #[in_place]
    #[was(u8)]
    let count: [usize; 2] = [n, 1];
    yield_!(n);
    count[0]
}

#[resumable(yield = usize)]
fn not_mutable(n: usize) -> usize {
    let list: [usize; 40] = [n; 40];
    yield_!(n);
    list[0] = 1;
    list[0]
}

fn main() {}
