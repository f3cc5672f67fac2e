// What a JSON schema says of a value, in words.

const DEEPEST = 3; // objects within objects

/** The fields of an object, those within them behind their names: {name, type, required, meaning}. */
export function fieldsOf(schema, components, prefix = "", depth = 0) {
  const { properties = {}, required = [] } = resolved(schema, components);
  return Object.entries(properties).flatMap(([name, field]) => [
    { ...described(field, components), name: prefix + name, required: required.includes(name) },
    ...within(field, components, prefix + name, depth + 1),
  ]);
}

/** What one value is: {type, meaning}. */
export function described(schema, components) {
  const found = resolved(schema, components);
  return { type: typeOf(schema, components), meaning: schema.description ?? found.description ?? "" };
}

function within(field, components, name, depth) {
  if (depth >= DEEPEST) return [];
  const found = choices(field).map((choice) => resolved(choice, components));
  return found.flatMap((one) =>
    one.items ? fieldsOf(one.items, components, `${name}[].`, depth) : fieldsOf(one, components, `${name}.`, depth),
  );
}

function typeOf(schema, components) {
  const types = choices(schema).map((choice) => simpleType(resolved(choice, components), components));
  return [...new Set(types)].join(" or ");
}

function simpleType(schema, components) {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(", ");
  if (schema.type === "array") return schema.items ? `array of ${typeOf(schema.items, components)}` : "array";
  return schema.format ?? schema.type ?? "any";
}

function choices(schema) {
  return schema.anyOf ?? schema.oneOf ?? [schema];
}

function resolved(schema, components) {
  return schema.$ref ? components[schema.$ref.split("/").at(-1)] : schema;
}
