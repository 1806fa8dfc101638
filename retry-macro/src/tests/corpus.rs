//! Real sources, read by this crate and by `syn`. Both must agree.
//!
//! The sources are the packages that cargo has downloaded. A test run reads every 100th file. To
//! read every file: `RETRY_CORPUS=1 cargo test --release -p retry-runtime-macros corpus`.

use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};
use std::thread;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn2::visit::{self, Visit};
use syn2::visit_mut::{self, VisitMut};
use syn2::{
    AttrStyle, Attribute, DeriveInput, Expr, ExprBinary, FnArg, GenericParam, Item, Pat, PatIdent,
    Receiver, ReturnType,
};

use crate::syntax::definition::{Definition, Field};
use crate::syntax::signature;
use crate::syntax::tokens::collect;
use crate::syntax::value;

#[test]
fn signatures_values_and_types_are_read_as_syn_reads_them() {
    let Some(sources) = sources() else {
        eprintln!("SKIPPED: cargo keeps no sources of packages on this machine");
        return;
    };
    let step = std::env::var("RETRY_CORPUS");
    let step = step.map_or(100, |step| step.parse().expect("the distance of two files"));
    let sampled: Vec<_> = sources.iter().step_by(step).collect();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let found = thread::scope(|scope| {
        let readers: Vec<_> = sampled
            .chunks(sampled.len().div_ceil(threads))
            .map(|files| {
                let reader = thread::Builder::new().stack_size(STACK);
                reader
                    .spawn_scoped(scope, || visit(files))
                    .expect("a thread")
            })
            .collect();
        let found = readers
            .into_iter()
            .map(|reader| reader.join().expect("no panic"));
        found.fold(Found::default(), Found::and)
    });
    eprintln!(
        "{} files, {} signatures, {} values, {} types, {} differences",
        found.files,
        found.signatures,
        found.values,
        found.types,
        found.differences.len()
    );
    let most = found.signatures > 100 && found.values > 1000 && found.types > 100;
    assert!(most, "too few");
    assert!(
        found.differences.is_empty(),
        "{:#?}",
        &found.differences[..found.differences.len().min(20)]
    );
}

/// Enough for the longest expressions, which are read recursively.
const STACK: usize = 1 << 30;

/// Every Rust file, in an order that is equal on all machines.
fn sources() -> Option<Vec<PathBuf>> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")))?;
    let mut sources = Vec::new();
    add_sources(&home.join("registry/src"), &mut sources);
    sources.sort();
    (sources.len() > 1000).then_some(sources)
}

fn add_sources(folder: &Path, sources: &mut Vec<PathBuf>) {
    for file in read_dir(folder).into_iter().flatten().flatten() {
        let (path, kind) = (file.path(), file.file_type().expect("a kind of file"));
        if kind.is_dir() {
            add_sources(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push(path);
        }
    }
}

#[derive(Default)]
struct Found {
    files: usize,
    signatures: usize,
    values: usize,
    types: usize,
    differences: Vec<String>,
}

impl Found {
    fn and(mut self, other: Self) -> Self {
        self.files += other.files;
        self.signatures += other.signatures;
        self.values += other.values;
        self.types += other.types;
        self.differences.extend(other.differences);
        self
    }

    fn function(
        &mut self,
        attributes: &[Attribute],
        visibility: &syn2::Visibility,
        sig: &syn2::Signature,
    ) {
        let mut head = TokenStream::new();
        let is_outer = |it: &&Attribute| matches!(it.style, AttrStyle::Outer);
        let attributes: Vec<_> = attributes.iter().filter(is_outer).collect();
        for attribute in &attributes {
            attribute.to_tokens(&mut head);
        }
        visibility.to_tokens(&mut head);
        sig.to_tokens(&mut head);
        self.signatures += 1;
        if let Err(what) = compare(attributes.len(), sig, &collect(head.clone())) {
            self.differences.push(format!("{what}: {head}"));
        }
    }
}

fn visit(files: &[&PathBuf]) -> Found {
    let mut found = Found::default();
    for file in files {
        let source = read_to_string(file).unwrap_or_default();
        if let Ok(file) = syn2::parse_file(&source) {
            found.files += 1;
            found.visit_file(&file);
        }
    }
    found
}

impl Visit<'_> for Found {
    fn visit_item_fn(&mut self, item: &syn2::ItemFn) {
        self.function(&item.attrs, &item.vis, &item.sig);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &syn2::ImplItemFn) {
        self.function(&item.attrs, &item.vis, &item.sig);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &syn2::TraitItemFn) {
        self.function(&item.attrs, &syn2::Visibility::Inherited, &item.sig);
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_item(&mut self, item: &Item) {
        let input: Option<DeriveInput> = match item {
            Item::Enum(item) => Some(item.clone().into()),
            Item::Struct(item) => Some(item.clone().into()),
            Item::Union(item) => Some(item.clone().into()),
            _ => None,
        };
        if let Some(input) = input {
            self.types += 1;
            let tokens = collect(item.to_token_stream());
            let own = Definition::parse(&tokens).map(|own| definition(&own));
            let expected = expected_definition(&input);
            if own.as_ref() != Some(&expected) {
                self.differences.push(format!("{own:?} for {expected:?}"));
            }
        }
        visit::visit_item(self, item);
    }

    fn visit_expr(&mut self, expr: &Expr) {
        if !matches!(expr, Expr::Verbatim(_)) {
            let mut tokens = collect(expr.to_token_stream());
            let length = tokens.len();
            tokens.extend(quote!(, max = |a, b| c));
            let end = value::end(&tokens);
            self.values += 1;
            if end != (length, true) {
                let text = expr.to_token_stream();
                self.differences
                    .push(format!("{end:?} of {length}: {text}"));
            }
        }
        visit::visit_expr(self, expr);
    }

    /// Skips the parts of a long sum, because there are as many parts as operands.
    fn visit_expr_binary(&mut self, sum: &ExprBinary) {
        let mut sum = sum;
        loop {
            self.visit_expr(&sum.right);
            match &*sum.left {
                Expr::Binary(left) => sum = left,
                first => return self.visit_expr(first),
            }
        }
    }
}

/// The first difference, as one word.
fn compare(
    attributes: usize,
    sig: &syn2::Signature,
    head: &[TokenTree],
) -> Result<(), &'static str> {
    let same = |is: bool, what| if is { Ok(()) } else { Err(what) };
    let (own_attributes, own) = signature::parse(head).ok_or("not read")?;
    same(own_attributes.len() == attributes, "attributes")?;
    same(own.constness.is_some() == sig.constness.is_some(), "const")?;
    same(own.is_async == sig.asyncness.is_some(), "async")?;
    same(own.name == sig.ident, "name")?;
    for parameter in &sig.generics.params {
        match parameter {
            GenericParam::Type(ty) => same(own.has_generic(&ty.ident), "generic type")?,
            GenericParam::Const(constant) => same(own.has_generic(&constant.ident), "constant")?,
            GenericParam::Lifetime(lifetime) => {
                same(!own.has_generic(&lifetime.lifetime.ident), "lifetime")?;
            }
        }
    }
    let text = |tokens: &[TokenTree]| crate::syntax::tokens::stream(tokens).to_string();
    let returned = match &sig.output {
        ReturnType::Default => None,
        ReturnType::Type(_, ty) => Some(ty.to_token_stream().to_string()),
    };
    same(
        own.returned.as_deref().map(text) == returned,
        "returned type",
    )?;
    same(own.parameters.len() == sig.inputs.len(), "parameters")?;
    for (own, parameter) in own.parameters.iter().zip(&sig.inputs) {
        let (ty, names) = match parameter {
            FnArg::Receiver(receiver) => {
                same(own.is_receiver(), "receiver")?;
                let is_mut = receiver.mutability.is_some() && receiver.reference.is_none();
                (&receiver.ty, vec![("self".to_owned(), is_mut, true)])
            }
            FnArg::Typed(typed) => (&typed.ty, names(&typed.pat)),
        };
        same(text(&own.ty) == ty.to_token_stream().to_string(), "type")?;
        let own_names: Vec<_> = own
            .bindings
            .iter()
            .map(|binding| {
                (
                    binding.name.to_string(),
                    binding.mutability.is_some(),
                    binding.is_owned,
                )
            })
            .collect();
        same(own_names == names, "names")?;
    }
    let mut without_mut = sig.clone();
    WithoutMut.visit_signature_mut(&mut without_mut);
    let own = own.with_mut(&[]).to_string();
    let vis_and_sig = without_mut.to_token_stream().to_string();
    same(own.ends_with(&vis_and_sig), "tokens without `mut`")
}

/// The name, parameters, arguments and bounds of a type, then its variants (or the struct itself),
/// then the fields.
fn definition(own: &Definition) -> Vec<String> {
    let text = |tokens: &[TokenTree]| crate::syntax::tokens::stream(tokens).to_string();
    let mut words = vec![own.name.to_string(), text(&own.bounds)];
    for generic in &own.generics {
        words.extend([text(&generic.parameter), text(&generic.argument)]);
    }
    let fields = |fields: &[Field]| {
        let fields = fields.iter().map(|field| {
            let name = field.name.as_ref().map(ToString::to_string);
            format!("{} {name:?}: {}", field.attributes.len(), text(&field.ty))
        });
        fields.collect::<Vec<_>>()
    };
    words.extend(fields(&own.fields));
    for variant in &own.variants {
        words.push(format!("{} {}", variant.attributes.len(), variant.name));
        words.extend(fields(&variant.fields));
    }
    words
}

fn expected_definition(input: &DeriveInput) -> Vec<String> {
    let text = |tokens: &dyn ToTokens| tokens.to_token_stream().to_string();
    let bounds = input.generics.where_clause.iter().map(|clause| {
        let mut bounds = clause.predicates.clone();
        bounds.pop_punct();
        text(&bounds)
    });
    let mut words = vec![input.ident.to_string(), bounds.collect()];
    for parameter in &input.generics.params {
        let mut parameter = parameter.clone();
        let name = match &mut parameter {
            GenericParam::Type(it) => {
                it.attrs.clear();
                (it.eq_token, it.default) = (None, None);
                text(&it.ident)
            }
            GenericParam::Const(it) => {
                it.attrs.clear();
                (it.eq_token, it.default) = (None, None);
                text(&it.ident)
            }
            GenericParam::Lifetime(it) => {
                it.attrs.clear();
                text(&it.lifetime)
            }
        };
        words.extend([text(&parameter), name]);
    }
    let field = |field: &syn2::Field| {
        let name = field.ident.as_ref().map(ToString::to_string);
        format!("{} {name:?}: {}", field.attrs.len(), text(&field.ty))
    };
    match &input.data {
        syn2::Data::Struct(data) => words.extend(data.fields.iter().map(field)),
        syn2::Data::Union(data) => words.extend(data.fields.named.iter().map(field)),
        syn2::Data::Enum(data) => {
            for variant in &data.variants {
                words.push(format!("{} {}", variant.attrs.len(), variant.ident));
                words.extend(variant.fields.iter().map(field));
            }
        }
    }
    words
}

/// The names that a pattern binds, each with its `mut` and with whether it lacks a `ref`.
fn names(pattern: &Pat) -> Vec<(String, bool, bool)> {
    #[derive(Default)]
    struct Names(Vec<(String, bool, bool)>);
    impl Visit<'_> for Names {
        fn visit_pat_ident(&mut self, name: &PatIdent) {
            let text = name.ident.to_string();
            if self.0.iter().all(|(seen, ..)| *seen != text) {
                let is_owned = name.by_ref.is_none();
                self.0
                    .push((text, is_owned && name.mutability.is_some(), is_owned));
            }
            visit::visit_pat_ident(self, name);
        }
        fn visit_expr(&mut self, _: &Expr) {}
    }
    let mut names = Names::default();
    names.visit_pat(pattern);
    names.0
}

struct WithoutMut;

impl VisitMut for WithoutMut {
    fn visit_pat_ident_mut(&mut self, name: &mut PatIdent) {
        if name.by_ref.is_none() {
            name.mutability = None;
        }
        visit_mut::visit_pat_ident_mut(self, name);
    }

    fn visit_receiver_mut(&mut self, receiver: &mut Receiver) {
        if receiver.reference.is_none() {
            receiver.mutability = None;
        }
    }

    fn visit_type_mut(&mut self, _: &mut syn2::Type) {}
    fn visit_generics_mut(&mut self, _: &mut syn2::Generics) {}
}
