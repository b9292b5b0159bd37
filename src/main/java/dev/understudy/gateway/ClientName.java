package dev.understudy.gateway;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/// What a caller calls itself: the first product of its `User-Agent`, such as `claude-cli`.
final class ClientName {
    private static final int LONGEST = 40;

    private ClientName() {}

    /// Letters, digits, dots, dashes and underscores alone, 40 at most; blank if there are none in
    /// front.
    static String of(HttpFields headers) {
        String agent = headers.get(HttpHeader.USER_AGENT);
        if (agent == null) {
            return "";
        }
        int end = 0;
        while (end < Math.min(agent.length(), LONGEST) && plain(agent.charAt(end))) {
            end++;
        }
        return agent.substring(0, end);
    }

    private static boolean plain(char letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || letter == '.'
                || letter == '-'
                || letter == '_';
    }
}
