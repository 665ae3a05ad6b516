package dtlskeying.vectors;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

/** Checks files of vectors against their JSON Schemas. */
public final class VectorSchemas {
    private static final String COMMON = "urn:dtls-keying:vectors:common";

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    registry ->
                            registry.schemas(
                                    Map.of(
                                            COMMON,
                                            VectorFiles.resource("schema/common.schema.json"))));

    private VectorSchemas() {}

    /** What the file's schema does not allow, one line each with the place; none if it is fine. */
    public static List<String> errors(VectorKind kind, JsonNode file) {
        return errors(VectorFiles.resource(kind.schemaFile()), file);
    }

    /** What that schema does not allow in that JSON. */
    public static List<String> errors(String schema, JsonNode json) {
        return REGISTRY.getSchema(JsonMapper.shared().readTree(schema)).validate(json).stream()
                .map(Error::toString)
                .sorted()
                .toList();
    }
}
