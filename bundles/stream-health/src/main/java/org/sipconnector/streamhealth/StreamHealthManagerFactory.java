package org.sipconnector.streamhealth;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.streamhealth.StreamHealthManager;
import org.sipconnector.api.streamhealth.StreamHealthSnapshot;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** The code of the stream health manager. */
@Component(service = ManagerFactory.class, configurationPid = "org.sipconnector.streamhealth")
@Designate(ocd = StreamHealthSettings.class)
public final class StreamHealthManagerFactory implements ManagerFactory {

    private volatile Limits standard;

    @Activate
    public StreamHealthManagerFactory(StreamHealthSettings settings) {
        standard = limits(settings);
    }

    /** With the limits that hold unless configured. */
    public StreamHealthManagerFactory() {
        standard = Limits.STANDARD;
    }

    @Modified
    void configure(StreamHealthSettings settings) {
        standard = limits(settings);
    }

    static Limits limits(StreamHealthSettings settings) {
        return new Limits(settings.minConsecutiveProblemSamples(), Duration.ofMillis(settings.throttleRecoveryMillis()));
    }

    @Override
    public Class<?> api() {
        return StreamHealthManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return StreamHealthSnapshot.INITIAL;
    }

    @Override
    public Manager create(Lane lane) {
        return new DefaultStreamHealthManager(lane, () -> standard, Health.NONE);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new DefaultStreamHealthManager(lane, () -> standard, previous.as(Health.class));
    }
}
