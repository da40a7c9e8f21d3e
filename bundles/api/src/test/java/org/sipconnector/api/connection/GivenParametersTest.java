/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;

class GivenParametersTest {

    @Test
    @SuppressWarnings("NullAway")
    void noneAreRefusedAtOnceAndNotWhenTheyAreConnectedWith() {
        assertThatNullPointerException().isThrownBy(() -> AutoConnectorParameters.of((ConnectionParameters) null))
                .withMessage("the parameters to connect with are null");
    }
}
