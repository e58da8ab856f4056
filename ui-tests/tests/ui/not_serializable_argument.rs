use resumable::resumable;

struct Order {
    id: u32,
}

#[resumable(yield = u32)]
fn deliver(order: Order) -> u32 {
    yield_!(order.id);
    order.id
}

fn main() {}
