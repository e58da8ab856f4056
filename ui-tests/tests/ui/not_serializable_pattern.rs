use resumable::resumable;

struct Order {
    id: u32,
}

fn orders() -> Option<(u32, Order)> {
    None
}

#[resumable(yield = u32)]
fn deliver() -> u32 {
    if let Some((count, order)) = orders() {
        yield_!(count);
        return order.id;
    }
    0
}

fn main() {}
