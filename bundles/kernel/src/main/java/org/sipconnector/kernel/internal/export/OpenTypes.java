/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.export;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import java.io.IOException;
import org.sipconnector.api.masking.Masking;

/** Writes a value's type where its declaration is Object or one of our interfaces, and reads only types that are registered. */
final class OpenTypes extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    private final transient JournalTypes types;

    OpenTypes(JournalTypes types) {
        this.types = types;
    }

    @Override
    public TypeResolverBuilder<?> findTypeResolver(MapperConfig<?> config, AnnotatedClass declared, JavaType type) {
        boolean open = type.isJavaLangObject()
                || !type.isConcrete() && type.getRawClass().getName().startsWith("org.sipconnector.");
        return open
                ? new StdTypeResolverBuilder().init(JsonTypeInfo.Id.CUSTOM, new Registered(types))
                        .inclusion(JsonTypeInfo.As.WRAPPER_ARRAY)
                : null;
    }

    /** A body is masked by default, also where it is a mere text. */
    @Override
    public Object findSerializer(Annotated member) {
        return member.getRawType() == String.class && "body".equals(member.getName()) ? MaskedBody.class : super.findSerializer(member);
    }

    @Override
    public Object findContentSerializer(Annotated member) {
        return "body".equals(member.getName()) && member.getType().hasContentType()
                && member.getType().getContentType().hasRawClass(String.class) ? MaskedBody.class : super.findContentSerializer(member);
    }

    static final class MaskedBody extends JsonSerializer<String> {

        @Override
        public void serialize(String body, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(Masking.body("", body));
        }
    }

    private static final class Registered extends TypeIdResolverBase {

        private final JournalTypes types;

        Registered(JournalTypes types) {
            this.types = types;
        }

        @Override
        public String idFromValue(Object value) {
            return JournalTypes.name(value);
        }

        @Override
        public String idFromValueAndType(Object value, Class<?> type) {
            return value == null ? type.getName() : JournalTypes.name(value);
        }

        @Override
        public JavaType typeFromId(DatabindContext context, String id) throws InvalidTypeIdException {
            Class<?> type = types.find(id).orElseThrow(() -> new InvalidTypeIdException(((DeserializationContext) context).getParser(),
                    "'" + id + "' is no type of a journal", context.constructType(Object.class), id));
            return context.constructType(type);
        }

        @Override
        public JsonTypeInfo.Id getMechanism() {
            return JsonTypeInfo.Id.CUSTOM;
        }
    }
}
