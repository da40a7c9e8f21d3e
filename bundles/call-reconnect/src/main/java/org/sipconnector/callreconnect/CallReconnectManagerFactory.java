package org.sipconnector.callreconnect;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.callreconnect.CallReconnectSnapshot;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** Makes the managers that redial. */
@Component(service = ManagerFactory.class,
        configurationPid = "org.sipconnector.callreconnect")
@Designate(ocd = CallReconnectSettings.class)
public final class CallReconnectManagerFactory implements ManagerFactory {

    private volatile CallReconnectOptions standard;

    @Activate
    public CallReconnectManagerFactory(CallReconnectSettings settings) {
        this(options(settings));
    }

    public CallReconnectManagerFactory(CallReconnectOptions standard) {
        this.standard = standard;
    }

    @Modified
    void configure(CallReconnectSettings settings) {
        standard = options(settings);
    }

    private static CallReconnectOptions options(CallReconnectSettings settings) {
        return new CallReconnectOptions(settings.maxAttempts(), Duration.ofMillis(settings.baseBackOffMillis()),
                Duration.ofMillis(settings.longestBackOffMillis()), settings.backOffFactor(), settings.jitter(),
                Duration.ofMillis(settings.waitSignalingMillis()));
    }

    @Override
    public Class<?> api() {
        return CallReconnectManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return CallReconnectSnapshot.IDLE;
    }

    @Override
    public Manager create(Lane lane) {
        return new CallReconnect(lane, () -> standard, CallReconnect.State.NEW);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new CallReconnect(lane, () -> standard, previous.as(CallReconnect.State.class));
    }
}
