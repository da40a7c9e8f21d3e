/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerFactory;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.sipconnector.api.Secret;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.kernel.internal.replay.ClientFunction;

/** How journals are written as JSON: with type names where a declaration leaves them open, and credentials masked. */
final class JournalJson {

    private static final String MASK = "***";

    private JournalJson() {}

    static ObjectMapper mapper(JournalTypes types) {
        SimpleModule masking = new SimpleModule()
                .addSerializer(Secret.class, new Writer<>((secret, json) -> json.writeString(MASK)))
                .addSerializer(Header.class, new Writer<Header>(JournalJson::write))
                .addSerializer(SipBody.class, new Writer<SipBody>(JournalJson::write))
                .addSerializer(String.class, new Writer<>((text, json) -> json.writeString(Masking.text(text))))
                .addSerializer(Throwable.class, new Writer<>((error, json) -> json.writeString(Masking.text(String.valueOf(error)))))
                .addDeserializer(Secret.class, new Reader<>(text -> Secret.of(text)))
                .addDeserializer(Throwable.class, new Reader<>(SipConnectorException::new));
        return JsonMapper.builder()
                .serializerFactory(BeanSerializerFactory.instance.withAdditionalSerializers(new ClientFunctions()))
                .addModules(new Jdk8Module(), new JavaTimeModule(), masking)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .addHandler(new NamedFunctions(types)).annotationIntrospector(new OpenTypes(types)).build();
    }

    private static void write(Header header, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", header.name());
        json.writeStringField("value", Masking.header(header.name(), header.value()));
        json.writeEndObject();
    }

    private static void write(SipBody body, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("contentType", body.contentType());
        json.writeStringField("content", Masking.body(body.contentType(), body.content()));
        json.writeEndObject();
    }

    /** Functions of clients inside records are written as the names of their classes. */
    private static final class ClientFunctions extends Serializers.Base {

        @Override
        public JsonSerializer<?> findSerializer(SerializationConfig config, JavaType type, BeanDescription description) {
            return ClientFunction.is(type.getRawClass()) ? new Writer<>((value, json) -> json.writeString(ClientFunction.name(value))) : null;
        }
    }

    /** And read as what nobody can call, but for those that are ours. */
    private static final class NamedFunctions extends DeserializationProblemHandler {

        private final JournalTypes types;

        NamedFunctions(JournalTypes types) {
            this.types = types;
        }

        @Override
        public Object handleMissingInstantiator(DeserializationContext context, Class<?> type,
                ValueInstantiator instantiator, JsonParser json, String message) throws IOException {
            String name = json.hasToken(JsonToken.VALUE_STRING) ? json.getText() : type.getName();
            json.skipChildren();
            return type.isInterface() ? types.function(type, name) : null;
        }
    }

    private interface Writing<T> {
        void write(T value, JsonGenerator json) throws IOException;
    }

    private interface Reading<T> {
        T read(String text);
    }

    private static final class Writer<T> extends JsonSerializer<T> {
        private final Writing<T> writing;

        Writer(Writing<T> writing) {
            this.writing = writing;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            writing.write(value, json);
        }

        @Override
        public void serializeWithType(T value, JsonGenerator json, SerializerProvider provider, TypeSerializer types)
                throws IOException {
            json.writeStartArray();
            json.writeString(ClientFunction.is(value.getClass()) ? String.class.getName() : JournalTypes.name(value));
            writing.write(value, json);
            json.writeEndArray();
        }
    }

    private static final class Reader<T> extends JsonDeserializer<T> {
        private final Reading<T> reading;

        Reader(Reading<T> reading) {
            this.reading = reading;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return reading.read(json.getValueAsString());
        }
    }
}
