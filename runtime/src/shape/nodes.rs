//! What has been seen of each type while one is traced, and the shape that comes of it.

use alloc::{
    boxed::Box,
    collections::{BTreeMap, BTreeSet},
    string::{String, ToString},
    vec,
    vec::Vec,
};

use super::Shape;

/// A type that is asked for in one way: by its visitor, of which rustc knows the full name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Key {
    pub(super) kind: Kind,
    pub(super) visitor: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Kind {
    Option,
    List,
    Map,
    Tuple,
    Struct,
    Enum,
}

/// What stands at one place of a type.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Format {
    /// What has nothing inside.
    Leaf(Shape),
    Node(Key),
    /// Nothing is known of it yet.
    Unknown,
}

/// What is inside of a type.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// One value of a kind: the item of a list, the value of an option.
    Of(Format),
    Map(Format, Format),
    Tuple(Vec<Format>),
    Struct(&'static str, Vec<(String, Format)>),
    Enum(Variants),
}

#[derive(Clone, Debug)]
pub(super) struct Variants {
    pub(super) name: &'static str,
    pub(super) names: &'static [&'static str],
    /// By their numbers; those that were not tried yet are unknown.
    pub(super) contents: Vec<Content>,
    /// One of which a value is known to exist that does not hold the enum itself.
    pub(super) base: Option<usize>,
}

#[derive(Clone, Debug)]
pub(super) enum Content {
    Untried,
    /// No value of it could be made; this was seen of it.
    Failed(Box<Inside>),
    Known(Box<Inside>),
}

/// The inside of a variant.
#[derive(Clone, Debug)]
pub(super) enum Inside {
    Unit,
    Newtype(Format),
    Tuple(Vec<Format>),
    Struct(Vec<(String, Format)>),
}

#[derive(Default)]
pub(super) struct Nodes(pub(super) BTreeMap<Key, Node>);

/// A shape that would take more nodes than this is cut off.
const MOST_NODES: usize = 20_000;

impl Nodes {
    /// Whether every variant of every enum in `format` has been tried.
    pub(super) fn is_complete(&self, format: &Format) -> bool {
        self.complete(format, &mut BTreeSet::new())
    }

    fn complete(&self, format: &Format, seen: &mut BTreeSet<Key>) -> bool {
        let key = match format {
            Format::Leaf(_) => return true,
            Format::Unknown => return false,
            Format::Node(key) => *key,
        };
        if !seen.insert(key) {
            return true;
        }
        let Some(node) = self.0.get(&key) else {
            return false;
        };
        match node {
            Node::Of(inner) => self.complete(inner, seen),
            Node::Map(key, value) => self.complete(key, seen) && self.complete(value, seen),
            Node::Tuple(elements) => elements.iter().all(|each| self.complete(each, seen)),
            Node::Struct(_, fields) => fields.iter().all(|(_, each)| self.complete(each, seen)),
            Node::Enum(variants) => variants.contents.iter().all(|content| match content {
                Content::Untried => false,
                Content::Failed(_) => true,
                Content::Known(inside) => inside.formats().all(|each| self.complete(each, seen)),
            }),
        }
    }

    /// Whether an enum that serde knows by this name has this variant at this place.
    pub(super) fn numbers(&self, name: &str, index: u32, variant: &str) -> bool {
        let mut enums = self.0.values().filter_map(|node| match node {
            Node::Enum(variants) if variants.name == name => Some(variants),
            _ => None,
        });
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        enums.any(|variants| {
            let aliased = variants.names.len() != variants.contents.len();
            aliased || variants.names.get(index) == Some(&variant)
        })
    }

    /// The shape of what stands at `format`, and whether all of it is known.
    pub(super) fn shape(&self, format: &Format) -> (Shape, bool) {
        let mut spelling = Spelling {
            nodes: self,
            open: Vec::new(),
            left: MOST_NODES,
            whole: true,
        };
        let shape = spelling.shape(format);
        (shape, spelling.whole)
    }
}

impl Inside {
    pub(super) fn formats(&self) -> impl Iterator<Item = &Format> {
        let (one, many, named): (Option<&Format>, &[Format], &[(String, Format)]) = match self {
            Inside::Unit => (None, &[], &[]),
            Inside::Newtype(format) => (Some(format), &[], &[]),
            Inside::Tuple(formats) => (None, formats, &[]),
            Inside::Struct(fields) => (None, &[], fields),
        };
        one.into_iter()
            .chain(many)
            .chain(named.iter().map(|(_, format)| format))
    }
}

/// Writes nodes out as a shape.
struct Spelling<'n> {
    nodes: &'n Nodes,
    /// The types around, with their names.
    open: Vec<(Option<Key>, String)>,
    left: usize,
    whole: bool,
}

impl Spelling<'_> {
    fn shape(&mut self, format: &Format) -> Shape {
        let key = match format {
            Format::Leaf(shape) => return shape.clone(),
            Format::Unknown => return self.unknown(),
            Format::Node(key) => *key,
        };
        if let Some(levels) = self
            .open
            .iter()
            .rev()
            .position(|(open, _)| *open == Some(key))
        {
            let name = &self.open[self.open.len() - 1 - levels].1;
            return Shape::Enclosing(levels + 1, name.clone());
        }
        let Some(node) = self.nodes.0.get(&key).filter(|_| self.left > 0) else {
            return self.unknown();
        };
        self.left -= 1;
        let name = match node {
            Node::Struct(name, _) | Node::Enum(Variants { name, .. }) => (*name).to_string(),
            _ => "..".to_string(),
        };
        self.open.push((Some(key), name));
        let shape = self.inside(key.kind, node);
        self.open.pop();
        shape
    }

    fn unknown(&mut self) -> Shape {
        self.whole = false;
        Shape::Any
    }

    fn inside(&mut self, kind: Kind, node: &Node) -> Shape {
        match node {
            Node::Of(inner) => {
                let inner = Box::new(self.shape(inner));
                match kind {
                    Kind::Option => Shape::Option(inner),
                    _ => Shape::List(inner),
                }
            }
            Node::Map(key, value) => {
                Shape::Map(Box::new(self.shape(key)), Box::new(self.shape(value)))
            }
            Node::Tuple(elements) => self.tuple(elements),
            Node::Struct(name, fields) => Shape::Struct {
                name: (*name).to_string(),
                fields: self.fields(fields),
            },
            Node::Enum(variants) => self.variants(variants),
        }
    }

    fn fields(&mut self, fields: &[(String, Format)]) -> Vec<(String, Shape)> {
        let shapes = fields
            .iter()
            .map(|(name, format)| (name.clone(), self.shape(format)));
        shapes.collect()
    }

    fn tuple(&mut self, elements: &[Format]) -> Shape {
        match elements {
            [first, rest @ ..] if elements.len() > 4 && rest.iter().all(|other| other == first) => {
                Shape::Array(Box::new(self.shape(first)), elements.len())
            }
            _ => Shape::Tuple(elements.iter().map(|element| self.shape(element)).collect()),
        }
    }

    fn variants(&mut self, variants: &Variants) -> Shape {
        let mut shapes = Vec::new();
        for (index, content) in variants.contents.iter().enumerate() {
            // With aliases there are more names than variants, and which is whose is not told.
            let name = match variants.names.get(index) {
                Some(name) if variants.names.len() == variants.contents.len() => {
                    (*name).to_string()
                }
                _ => alloc::format!("{index} of {}", variants.names.join("|")),
            };
            let shape = match content {
                Content::Untried => self.unknown(),
                Content::Failed(inside) => {
                    self.whole = false;
                    self.variant(&name, inside)
                }
                Content::Known(inside) => self.variant(&name, inside),
            };
            shapes.push((name, shape));
        }
        Shape::Enum {
            name: variants.name.to_string(),
            variants: shapes,
        }
    }

    fn variant(&mut self, name: &str, inside: &Inside) -> Shape {
        match inside {
            Inside::Unit => Shape::Unit,
            Inside::Newtype(inner) => match self.shape(inner) {
                // Not what a variant without a value is.
                Shape::Unit => Shape::Tuple(vec![Shape::Unit]),
                inner => inner,
            },
            // A level of its own, as the shape has one.
            Inside::Tuple(elements) => self.level(name, |spelling| spelling.tuple(elements)),
            Inside::Struct(fields) => self.level(name, |spelling| Shape::Struct {
                name: name.to_string(),
                fields: spelling.fields(fields),
            }),
        }
    }

    fn level(&mut self, name: &str, write: impl FnOnce(&mut Self) -> Shape) -> Shape {
        self.open.push((None, name.to_string()));
        let shape = write(self);
        self.open.pop();
        shape
    }
}
