// veraPDF's engine on many files in one machine, by PDF/UA-1 and PDF/A-2a at once.
//
// Prints a line for each failed check of each file: file, profile, clause and test, the number of
// failures, one place, what the rule says; all parted by tabs. A file that passes prints "passes".

import java.io.File;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class VeraPdf {
    static final List<PDFAFlavour> PROFILES = List.of(PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_2_A);
    static final int SHOWN = 1;

    public static void main(String[] paths) {
        VeraGreenfieldFoundryProvider.initialise();
        for (String path : paths) {
            try {
                judge(path);
            } catch (Exception fault) {
                line(path, "none", "unreadable", "1", "the file", String.valueOf(fault.getMessage()));
            }
        }
    }

    static void judge(String path) throws Exception {
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        try (PDFAParser parser = foundry.createParser(new File(path), PROFILES.get(0));
             PDFAValidator validator = foundry.createValidator(PROFILES, SHOWN, false, true, false)) {
            parser.setFlavours(PROFILES);
            for (ValidationResult result : validator.validateAll(parser)) {
                tell(path, result);
            }
        }
    }

    static void tell(String path, ValidationResult result) {
        String profile = result.getPDFAFlavour().getId();
        if (result.isCompliant() && result.getTotalAssertions() > 0) {
            line(path, profile, "passes", "0", "", "");
            return;
        }
        Set<Object> told = new HashSet<>();
        for (TestAssertion check : result.getTestAssertions()) {
            if (check.getStatus() == TestAssertion.Status.FAILED && told.add(check.getRuleId())) {
                String rule = check.getRuleId().getClause() + "-" + check.getRuleId().getTestNumber();
                String times = String.valueOf(result.getFailedChecks().get(check.getRuleId()));
                line(path, profile, rule, times, check.getLocation().getContext(), check.getMessage());
            }
        }
        if (told.isEmpty()) {
            line(path, profile, "undecided", "1", "the file", "the judgement was not finished");
        }
    }

    static void line(String... cells) {
        for (int at = 0; at < cells.length; at++) {
            cells[at] = cells[at].replaceAll("\\s+", " ");
        }
        System.out.println(String.join("\t", cells));
    }
}
