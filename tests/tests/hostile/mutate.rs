//! Changes at random.

use fastrand::Rng;

/// Numbers as varints that are huge, too long, or just at a limit.
const HUGE: [&[u8]; 7] = [
    &[0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
    &[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
    &[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
    &[0x80; 12],
    &[0xFF; 20],
    &[0x80, 0x80, 0x04],
    &[0xFF, 0x03],
];

/// The chosen one of the bodies after a few changes.
pub(crate) fn mutated(dice: &mut Rng, bodies: &[&[u8]], chosen: usize) -> Vec<u8> {
    let mut body = bodies[chosen].to_vec();
    for _ in 0..dice.usize(1..=4) {
        change(dice, bodies, &mut body);
    }
    body
}

fn change(dice: &mut Rng, bodies: &[&[u8]], body: &mut Vec<u8>) {
    let place = dice.usize(..=body.len());
    let (start, end) = span(dice, body.len());
    match dice.u8(..8) {
        0 => flip(dice, body),
        1 => body.truncate(place),
        2 => drop(body.drain(start..end)),
        3 => {
            let other = bodies[dice.usize(..bodies.len())];
            body.truncate(place);
            body.extend(&other[dice.usize(..=other.len())..]);
        }
        4 => {
            let other = bodies[dice.usize(..bodies.len())];
            let (first, last) = span(dice, other.len());
            body.splice(place..place, other[first..last].iter().copied());
        }
        5 => {
            let huge = HUGE[dice.usize(..HUGE.len())];
            let end = body.len().min(place + dice.usize(..3));
            body.splice(place..end, huge.iter().copied());
        }
        6 => {
            let repeated = body[start..end].repeat(dice.usize(1..40));
            body.splice(place..place, repeated);
        }
        _ => {
            if let Some(byte) = body.get_mut(place) {
                *byte = dice.u8(..);
            }
        }
    }
}

fn flip(dice: &mut Rng, body: &mut [u8]) {
    if !body.is_empty() {
        body[dice.usize(..body.len())] ^= 1 << dice.u32(..8);
    }
}

/// Some of so many bytes.
fn span(dice: &mut Rng, length: usize) -> (usize, usize) {
    let (start, end) = (dice.usize(..=length), dice.usize(..=length));
    (start.min(end), start.max(end))
}
